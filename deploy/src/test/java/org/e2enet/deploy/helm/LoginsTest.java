package org.e2enet.deploy.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.e2enet.deploy.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With logins every service knows the issuer, reaches it, and has its secrets as files of Secrets that somebody else made. */
class LoginsTest {
    /** Who calls others by itself, and with the account of which role. */
    private static final Map<String, String> ACCOUNTS =
            Map.of("console-service", "e2enet-console", "dicom-service", "e2enet-machine");

    @ParameterizedTest
    @ValueSource(strings = {"hospital", "research-gpu"})
    void shouldTellEveryServiceWhomToBelieve(String installation) {
        String issuer =
                Chart.read(Chart.values(installation)).at("/security/issuer").asText();
        for (JsonNode deployment : deployments(installation)) {
            Map<String, String> environment = environment(deployment);
            String service = service(deployment);

            assertEquals("oidc", environment.get("SECURITY_MODE"), service);
            assertEquals(issuer, environment.get("SECURITY_ISSUER"), service);
            assertEquals("e2enet-login", secretBehind(deployment, environment.get("SECURITY_CLIENT_SECRET_FILE")));
            assertEquals(service.equals("console-service"), environment.containsKey("SECURITY_BEHIND_HTTPS"), service);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hospital", "research-gpu"})
    void shouldGiveAnAccountToWhoCallsByItselfAndToNobodyElse(String installation) {
        for (JsonNode deployment : deployments(installation)) {
            Map<String, String> environment = environment(deployment);
            String service = service(deployment);

            assertEquals(ACCOUNTS.get(service), environment.get("SECURITY_ACCOUNT_CLIENT_ID"), service);
            if (ACCOUNTS.containsKey(service)) {
                String secret = secretBehind(deployment, environment.get("SECURITY_ACCOUNT_CLIENT_SECRET_FILE"));
                assertEquals("e2enet-" + service.replace("-service", "") + "-account", secret);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hospital", "research-gpu"})
    void shouldLetEveryServiceReachTheIssuer(String installation) {
        JsonNode security = Chart.read(Chart.values(installation)).path("security");
        String wanted = "{\"ports\":[{\"port\":443,\"protocol\":\"TCP\"}],\"to\":[{\"ipBlock\":{\"cidr\":\""
                + security.path("cidr").asText() + "\"}}]}";
        List<JsonNode> policies = Chart.ofKind(Chart.objects(installation), "NetworkPolicy")
                .filter(policy -> policy.at("/spec").has("egress"))
                .toList();

        assertEquals(deployments(installation).size(), policies.size());
        for (JsonNode policy : policies) {
            assertTrue(
                    StreamSupport.stream(policy.at("/spec/egress").spliterator(), false)
                            .anyMatch(rule -> rule.toString().equals(wanted)),
                    Chart.name(policy));
        }
    }

    @Test
    void shouldMakeARealmWhoseClientsHaveTheSecretsThatServicesMount() {
        JsonNode job = Chart.ofKind(Chart.objects("research-gpu"), "Job")
                .filter(one -> Chart.name(one).endsWith("-realm"))
                .findFirst()
                .orElseThrow()
                .at("/spec/template/spec");
        Set<String> clients = new TreeSet<>();
        Chart.read(Repository.file("deploy/keycloak/e2enet-realm.json"))
                .path("clients")
                .forEach(client -> clients.add(client.path("clientId").asText()));
        Map<String, String> secrets = new TreeMap<>();
        for (JsonNode volume : job.path("volumes")) {
            if (volume.has("secret")) {
                secrets.put(
                        volume.at("/secret/items/0/path").asText(),
                        volume.at("/secret/secretName").asText());
            }
        }

        assertEquals(Map.of("e2enet", "e2enet-login", "e2enet-console", "e2enet-console-account"), secrets);
        assertTrue(clients.containsAll(secrets.keySet()), clients::toString);
        assertTrue(clients.containsAll(ACCOUNTS.values()), clients::toString);
        assertEquals(
                secrets.keySet(),
                Set.of(environment(job.at("/containers/0")).get("SECRETS").split(" ")).stream()
                        .map(file -> file.replaceFirst(".*/", ""))
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertFalse(Chart.render("hospital").contains("-realm\n"), "made only where it is asked for");
    }

    @Test
    void shouldAskForNothingWhereLoginsAreOff() {
        String rendered = Chart.render("hospital", Map.of("security.mode", "off"));

        assertFalse(rendered.contains("SECURITY_ISSUER"));
        assertFalse(rendered.contains("e2enet-login"));
        assertFalse(rendered.contains("10.20.1.0/28"));
    }

    @ParameterizedTest
    @CsvSource({
        "security.issuer, '', security.issuer",
        "security.issuer, http://login.example, issuer",
        "security.clientSecretName, '', security.clientSecretName",
        "security.clientSecretName, Not/the+secret=itself, clientSecretName",
        "security.accounts.console.secretName, '', security.accounts.console.secretName",
        "security.accounts.dicom.secretName, '', security.accounts.dicom.secretName",
        "security.cidr, '', security.cidr",
        "security.mode, saml, mode",
        "security.clientSecret, hunter2, clientSecret",
        "scores.url, jdbc:h2:file:/x, services.metrics.replicas",
    })
    void shouldRefuseHalfALogin(String name, String value, String named) {
        Map<String, String> values = Map.of(name, value, "services.metrics.replicas", "2");
        var refused = assertThrows(IllegalStateException.class, () -> Chart.render("hospital", values));

        assertTrue(refused.getMessage().contains(named), refused::getMessage);
    }

    private static List<JsonNode> deployments(String installation) {
        return Chart.ofKind(Chart.objects(installation), "Deployment").toList();
    }

    private static String service(JsonNode deployment) {
        return deployment.at("/spec/template/spec/containers/0/name").asText();
    }

    private static Map<String, String> environment(JsonNode object) {
        JsonNode container = object.has("env") ? object : object.at("/spec/template/spec/containers/0");
        Map<String, String> environment = new TreeMap<>();
        container
                .path("env")
                .forEach(variable -> environment.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        return environment;
    }

    /** Of which Secret the file is that a container sees under a path. */
    private static String secretBehind(JsonNode deployment, String file) {
        JsonNode pod = deployment.at("/spec/template/spec");
        int cut = file.lastIndexOf('/');
        for (JsonNode mount : pod.at("/containers/0/volumeMounts")) {
            if (mount.path("mountPath").asText().equals(file.substring(0, cut))) {
                assertTrue(mount.path("readOnly").asBoolean());
                for (JsonNode volume : pod.path("volumes")) {
                    if (volume.path("name").equals(mount.path("name"))) {
                        assertEquals(
                                file.substring(cut + 1),
                                volume.at("/secret/items/0/path").asText());
                        return volume.at("/secret/secretName").asText();
                    }
                }
            }
        }
        throw new AssertionError(file + " is not mounted");
    }
}
