package org.e2enet.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.e2enet.deploy.docker.Images;
import org.e2enet.standalone.stack.ServiceKind;
import org.junit.jupiter.api.Test;

/** docs/operations.md says of every alert what to do, of no other, and of every service which share of its limit is heap. */
class OperationsPageTest {
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)\n(?:.*\n)*?.*severity: (\\w+)");
    private static final Pattern SECTION = Pattern.compile("(?m)^### (\\w+)\n\\*(\\w+)\\.\\* .+\n\n1\\. ");
    private static final String PAGE = Repository.read("docs/operations.md");

    @Test
    void shouldSayWhatToDoWhenAnAlertRings() {
        List<String> alerts = of(ALERT, Repository.read("deploy/prometheus/alerts.yml"));
        assertTrue(alerts.size() >= 10, alerts::toString);

        assertEquals(new TreeSet<>(alerts), new TreeSet<>(of(SECTION, PAGE)));
    }

    @Test
    void shouldNameTheShareOfTheLimitThatIsHeap() {
        for (ServiceKind service : ServiceKind.values()) {
            String row = "| " + service.serviceName().replace("-service", "") + " | "
                    + Images.environment(service.serviceName()).get("HEAP_PERCENT") + " % |";
            assertTrue(PAGE.contains(row), row);
        }
    }

    private static List<String> of(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1) + " " + found.group(2))
                .toList();
    }
}
