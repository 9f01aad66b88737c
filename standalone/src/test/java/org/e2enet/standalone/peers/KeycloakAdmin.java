package org.e2enet.standalone.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What an administrator of the realm does. */
public final class KeycloakAdmin {
    private static final String REALM = "/admin/realms/e2enet";

    private final KeycloakCalls calls;
    private final String password;

    KeycloakAdmin(KeycloakCalls calls, String password) {
        this.calls = calls;
        this.password = password;
    }

    /** A user for each role, a client of another application, and logins by name and password, which the realm's own clients do not take. */
    void letTestsIn() throws IOException {
        String token = token();
        ObjectNode added = JsonNodeFactory.instance.objectNode().put("ifResourceExists", "FAIL");
        added.putArray("clients")
                .addObject()
                .put("clientId", "another-application")
                .put("publicClient", true)
                .put("directAccessGrantsEnabled", true);
        for (String role : List.of("viewer", "operator", "scientist", "admin")) {
            addUser(added.withArray("users").addObject(), role);
        }
        calls.send("POST", REALM + "/partialImport", added, token);

        ObjectNode terminal = (ObjectNode)
                calls.get(REALM + "/clients?clientId=e2enet-cli", token).path(0);
        terminal.put("directAccessGrantsEnabled", true);
        calls.send("PUT", REALM + "/clients/" + terminal.path("id").asText(), terminal, token);
    }

    private void addUser(ObjectNode user, String role) {
        user.put("username", role)
                .put("enabled", true)
                .put("email", role + "@example.org")
                .put("emailVerified", true)
                .put("firstName", "Some")
                .put("lastName", "Body");
        user.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("value", password)
                .put("temporary", false);
        user.putArray("realmRoles").add(role);
    }

    /** Ends all sessions of a user. */
    public void logOut(String user) throws IOException {
        String token = token();
        JsonNode found = calls.get(REALM + "/users?exact=true&username=" + user, token);
        String id = found.path(0).path("id").asText();
        calls.send("POST", REALM + "/users/" + id + "/logout", JsonNodeFactory.instance.objectNode(), token);
    }

    private String token() throws IOException {
        return calls.post(
                        "/realms/master/protocol/openid-connect/token",
                        Map.of(
                                "grant_type", "password",
                                "client_id", "admin-cli",
                                "username", "admin",
                                "password", password))
                .path("access_token")
                .asText();
    }
}
