package org.e2enet.edge.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page shows what the code enforces. */
class AccessDocumentTest {
    static final List<String> SERVICES = List.of(
            "ingest-service", "train-service", "infer-service", "metrics-service", "dicom-service", "console-service");

    private static final Path PAGE = Path.of("../../docs/security.md");

    @Test
    void shouldShowEveryLineInTheDocuments() throws IOException {
        String page = Files.readString(PAGE);
        String shown = page.lines()
                .filter(line -> line.startsWith("| `"))
                .filter(line -> line.matches("^\\| `(GET|POST|PUT|DELETE) .*"))
                .collect(Collectors.joining("\n"));
        assertEquals(table(), shown, "docs/security.md must have these rows, in this order");
    }

    private static String table() {
        List<AccessLine> common = AccessList.of("no-such-service").lines();
        StringBuilder rows = new StringBuilder(rows("every service", common));
        for (String service : SERVICES) {
            rows.append('\n')
                    .append(rows(
                            service,
                            AccessList.of(service).lines().stream()
                                    .filter(line -> !common.contains(line))
                                    .filter(line -> !isPassedOn(line))
                                    .toList()));
        }
        return rows.toString();
    }

    private static boolean isPassedOn(AccessLine line) {
        return line.path().size() > 2
                && line.path().getFirst().equals("api")
                && SERVICES.contains(line.path().get(1) + "-service");
    }

    private static String rows(String service, List<AccessLine> lines) {
        return lines.stream()
                .sorted(java.util.Comparator.comparing(AccessLine::pathText).thenComparing(AccessLine::method))
                .map(line -> "| `%s %s` | %s | %s |".formatted(line.method(), line.pathText(), service, who(line)))
                .collect(Collectors.joining("\n"));
    }

    private static String who(AccessLine line) {
        return line.open() ? "anybody" : line.rolesText();
    }
}
