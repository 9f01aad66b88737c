package org.e2enet.deploy.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.e2enet.broker.BrokerUsers;
import org.e2enet.broker.Certificate;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.broker.Protection;
import org.e2enet.contract.Topics;

/** A broker set up as a deployment with encryption is: SASL_SSL, a user per service, the rights of {@code deploy/kafka/acls.txt}. */
public final class GuardedBroker implements AutoCloseable {
    private final Protection protection;
    private final EmbeddedKafka kafka;
    private final BrokerUsers users;

    public GuardedBroker(Path folder) throws Exception {
        Certificate certificate = Certificate.make(folder, "broker");
        protection = new Protection(certificate.both(), certificate.certificate(), BrokerUsers.password());
        kafka = new EmbeddedKafka(folder.resolve("kafka"), 0, protection).start();
        try {
            kafka.createTopics(TopicList.topics());
            users = BrokerUsers.make(kafka, protection, Acls.written(), Topics.DEFAULT_PREFIX);
        } catch (Exception failure) {
            kafka.close();
            throw failure;
        }
    }

    public Set<String> passwords() {
        return users.passwords();
    }

    /** What a client that may do all is set up with. */
    Map<String, Object> admin() {
        return here(protection.admin());
    }

    /** What a client of that user is set up with. */
    Map<String, Object> client(String user) {
        return here(users.client(user));
    }

    Map<String, Object> client(String user, String password) {
        return here(protection.client(user, password));
    }

    private Map<String, Object> here(Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        return settings;
    }

    /** The same as environment variables of a service, as the chart sets them. */
    public Map<String, String> environment(String user) {
        Map<String, String> variables = new HashMap<>(users.environment(user));
        variables.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        return variables;
    }

    @Override
    public void close() {
        kafka.close();
    }
}
