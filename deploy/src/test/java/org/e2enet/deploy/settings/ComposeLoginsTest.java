package org.e2enet.deploy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.e2enet.deploy.Repository;
import org.e2enet.standalone.stack.ServiceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Secrets of logins reach the containers as files, each only those that need it; without logins nothing has to be there. */
class ComposeLoginsTest {
    private static final String CLIENT = "SECURITY_CLIENT_SECRET_FILE";
    private static final String ACCOUNT = "SECURITY_ACCOUNT_CLIENT_SECRET_FILE";
    private static final Map<String, String> SET = Map.of(
            "E2ENET_SECURITY_MODE", "oidc",
            "E2ENET_ISSUER", "https://login.example.org/realms/e2enet",
            "E2ENET_CLIENT_SECRET_FILE", "/etc/e2enet/client",
            "E2ENET_CONSOLE_ACCOUNT_SECRET_FILE", "/etc/e2enet/console",
            "E2ENET_DICOM_ACCOUNT_SECRET_FILE", "/etc/e2enet/dicom");

    private final ComposeFile compose = new ComposeFile();

    @ParameterizedTest
    @EnumSource(ServiceKind.class)
    void shouldMountTheSecretsThatAServiceIsTold(ServiceKind service) {
        Map<String, String> environment = environment(service, SET);

        assertEquals("oidc", environment.get("SECURITY_MODE"));
        assertEquals("https://login.example.org/realms/e2enet", environment.get("SECURITY_ISSUER"));
        assertEquals("/etc/e2enet/client", fileBehind(service, environment.get(CLIENT)));
        switch (service) {
            case CONSOLE -> assertEquals("/etc/e2enet/console", fileBehind(service, environment.get(ACCOUNT)));
            case DICOM -> assertEquals("/etc/e2enet/dicom", fileBehind(service, environment.get(ACCOUNT)));
            default -> assertFalse(environment.containsKey(ACCOUNT));
        }
    }

    @ParameterizedTest
    @EnumSource(ServiceKind.class)
    void shouldWantNoFileWithoutLogins(ServiceKind service) {
        Map<String, String> environment = environment(service, Map.of());

        assertEquals("off", environment.get("SECURITY_MODE"));
        assertEquals("", environment.get(CLIENT));
        assertEquals("", environment.getOrDefault(ACCOUNT, ""));
        for (Object name : secrets(service)) {
            String file =
                    ComposeFile.expanded(compose.secrets().get(name.toString()).get("file"), Map.of());
            assertTrue(file.equals("/dev/null") || name.toString().startsWith("orthanc-"), file);
        }
    }

    @Test
    void shouldNameEveryVariableWhereItIsDescribed() {
        String page = Repository.read("docs/security.md");
        SET.keySet().forEach(variable -> assertTrue(page.contains("`" + variable + "`"), variable));
    }

    private Map<String, String> environment(ServiceKind service, Map<String, String> set) {
        Map<String, String> environment = new HashMap<>();
        ((Map<?, ?>) compose.services().get(service.serviceName()).get("environment"))
                .forEach((name, value) -> environment.put(name.toString(), ComposeFile.expanded(value, set)));
        return environment;
    }

    private List<?> secrets(ServiceKind service) {
        return (List<?>) compose.services().get(service.serviceName()).get("secrets");
    }

    private String fileBehind(ServiceKind service, String inside) {
        String name = inside.replaceFirst("^/run/secrets/", "");
        assertTrue(secrets(service).contains(name), () -> service + " is not given " + name);
        return ComposeFile.expanded(compose.secrets().get(name).get("file"), SET);
    }
}
