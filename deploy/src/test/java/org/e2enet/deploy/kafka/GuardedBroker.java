package org.e2enet.deploy.kafka;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.broker.Protection;
import org.e2enet.testkit.Certificate;

/** A broker set up as a deployment with encryption is: SASL_SSL, a user per service, the rights of {@code deploy/kafka/acls.txt}. */
public final class GuardedBroker implements AutoCloseable {
    private final Protection protection;
    private final EmbeddedKafka kafka;
    private final Map<String, String> passwords = new HashMap<>();
    private final String adminPassword = password();

    public GuardedBroker(Path folder) throws Exception {
        Certificate certificate = Certificate.make(folder, "broker");
        protection = new Protection(certificate.both(), certificate.certificate(), adminPassword);
        kafka = new EmbeddedKafka(folder.resolve("kafka"), 0, protection).start();
        try {
            setUp();
        } catch (Exception failure) {
            kafka.close();
            throw failure;
        }
    }

    private void setUp() throws Exception {
        kafka.createTopics(TopicList.topics());
        List<Acls.Right> rights = Acls.written();
        try (Admin admin = kafka.admin()) {
            for (String user : rights.stream().map(Acls.Right::user).collect(Collectors.toSet())) {
                passwords.put(user, password());
                admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                                user,
                                new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                                passwords.get(user))))
                        .all()
                        .get();
            }
            admin.createAcls(rights.stream().map(Acls.Right::binding).toList())
                    .all()
                    .get();
        }
    }

    private static String password() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    public Set<String> passwords() {
        return Set.copyOf(passwords.values());
    }

    /** What a client that may do all is set up with. */
    Map<String, Object> admin() {
        return client("admin", adminPassword);
    }

    /** What a client of that user is set up with. */
    Map<String, Object> client(String user) {
        return client(user, passwords.get(user));
    }

    Map<String, Object> client(String user, String password) {
        Map<String, Object> settings = new HashMap<>(protection.client(user, password));
        settings.put("bootstrap.servers", bootstrapServers());
        return settings;
    }

    /** The same as environment variables of a service, as the chart sets them. */
    public Map<String, String> environment(String user) {
        Map<String, String> variables = new HashMap<>();
        client(user)
                .forEach((name, value) ->
                        variables.put("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value.toString()));
        return variables;
    }

    @Override
    public void close() {
        kafka.close();
    }
}
