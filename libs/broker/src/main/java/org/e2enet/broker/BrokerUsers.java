package org.e2enet.broker;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** The users of a broker that asks who is there: a password each, and what it may do. */
public final class BrokerUsers {
    private static final int ITERATIONS = 4096;
    private static final int PASSWORD_BYTES = 16;

    private final Protection protection;
    private final Map<String, String> passwords;

    private BrokerUsers(Protection protection, Map<String, String> passwords) {
        this.protection = protection;
        this.passwords = Map.copyOf(passwords);
    }

    /**
     * Makes the users that the rights name, with new passwords.
     *
     * @param broker which runs
     * @param topicPrefix of the topics that the rights name
     */
    public static BrokerUsers make(
            EmbeddedKafka broker, Protection protection, List<AccessRight> rights, String topicPrefix)
            throws InterruptedException {
        Map<String, String> passwords = new HashMap<>();
        rights.forEach(right -> passwords.computeIfAbsent(right.user(), _ -> password()));
        try (Admin admin = broker.admin()) {
            admin.alterUserScramCredentials(passwords.entrySet().stream()
                            .map(user -> login(user.getKey(), user.getValue()))
                            .toList())
                    .all()
                    .get();
            admin.createAcls(rights.stream()
                            .map(right -> right.binding(topicPrefix))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("the broker takes no users", failure.getCause());
        }
        return new BrokerUsers(protection, passwords);
    }

    private static UserScramCredentialAlteration login(String user, String password) {
        return new UserScramCredentialUpsertion(
                user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password);
    }

    /** One that nobody guesses. */
    public static String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** What must stand in no log. */
    public Set<String> passwords() {
        return Set.copyOf(passwords.values());
    }

    /** What a client of that user is set up with, beside the broker's address. */
    public Map<String, Object> client(String user) {
        return protection.client(user, passwords.get(user));
    }

    /** The same as environment variables of a service. */
    public Map<String, String> environment(String user) {
        return client(user).entrySet().stream()
                .collect(Collectors.toMap(
                        setting -> "KAFKA_"
                                + setting.getKey().toUpperCase(Locale.ROOT).replace('.', '_'),
                        setting -> setting.getValue().toString()));
    }
}
