package org.e2enet.standalone.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.e2enet.standalone.login.WrittenAccess;
import org.e2enet.standalone.login.WrittenAccess.Call;
import org.e2enet.standalone.stack.ServiceKind;

/** The calls of all services: those that they describe themselves, and those of the written list that stand in no description. */
final class Operations {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH");

    private final List<Operation> all = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    private Operations() {}

    /** @param descriptions OpenAPI documents of the services */
    static List<Operation> of(Map<ServiceKind, JsonNode> descriptions) throws IOException {
        Operations operations = new Operations();
        for (Map.Entry<ServiceKind, JsonNode> described : descriptions.entrySet()) {
            ServiceKind service = described.getKey();
            operations.add(service, "", described.getValue());
            if (service == ServiceKind.CONSOLE) {
                for (ServiceKind behind : descriptions.keySet()) {
                    if (behind != ServiceKind.CONSOLE) {
                        String below = "/api/" + behind.serviceName().replace("-service", "");
                        operations.add(service, below, descriptions.get(behind));
                    }
                }
            }
            for (Call call : WrittenAccess.of(service)) {
                operations.add(new Operation(service, call.method(), call.path(), List.of(), List.of()));
            }
        }
        return List.copyOf(operations.all);
    }

    private void add(ServiceKind service, String below, JsonNode description) {
        for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                String name = method.getKey().toUpperCase(Locale.ROOT);
                if (METHODS.contains(name)) {
                    String template = below + path.getKey().replaceAll("\\{[^}]*}", "*");
                    add(new Operation(
                            service,
                            name,
                            template,
                            query(path.getValue(), method.getValue()),
                            types(method.getValue())));
                }
            }
        }
    }

    private void add(Operation operation) {
        if (known.add(operation.service() + operation.method() + operation.path())) {
            all.add(operation);
        }
    }

    private static List<String> query(JsonNode path, JsonNode method) {
        List<String> names = new ArrayList<>();
        for (JsonNode parameters : List.of(path.path("parameters"), method.path("parameters"))) {
            for (JsonNode parameter : parameters) {
                if (parameter.path("in").asText().equals("query")) {
                    names.add(parameter.path("name").asText());
                }
            }
        }
        return names;
    }

    private static List<String> types(JsonNode method) {
        List<String> types = new ArrayList<>();
        method.path("requestBody").path("content").fieldNames().forEachRemaining(types::add);
        return types;
    }
}
