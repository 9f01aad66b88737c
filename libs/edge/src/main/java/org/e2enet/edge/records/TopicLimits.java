package org.e2enet.edge.records;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.e2enet.contract.Topic;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.faults.Fault;
import org.jboss.logging.Logger;

/**
 * Whether the topics that this service reads keep off what it cannot take: a broker of others may measure records packed, and one that
 * unpacks to more than the heap fails inside Kafka's client. It is told at the start, and stops nothing. Thread-safe.
 */
@Singleton
public final class TopicLimits {
    private static final Logger LOG = Logger.getLogger(TopicLimits.class);
    private static final String UNPACKED = "uncompressed";

    private final Map<String, Fault> unfit = new ConcurrentHashMap<>();
    private final SortedSet<String> unseen;

    @Inject
    TopicLimits(IncomingTopics topics) {
        this(topics.names());
    }

    TopicLimits(Collection<String> topics) {
        this.unseen = new TreeSet<>(topics);
    }

    /** Faults by the topics that do not fit, as far as they were seen. */
    public Map<String, Fault> unfit() {
        return new TreeMap<>(unfit);
    }

    /** Looks at each topic once; at one that is not there yet, when it is. */
    synchronized void look(Admin admin) throws InterruptedException {
        if (unseen.isEmpty()) {
            return;
        }
        Map<ConfigResource, KafkaFuture<Config>> asked = admin.describeConfigs(unseen.stream()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                        .toList())
                .values();
        for (Map.Entry<ConfigResource, KafkaFuture<Config>> answer : asked.entrySet()) {
            String topic = answer.getKey().name();
            try {
                judge(topic, answer.getValue().get());
                unseen.remove(topic);
            } catch (ExecutionException unanswered) {
                if (!(unanswered.getCause() instanceof RetriableException)) {
                    LOG.infof(
                            "Limits of %s stay unknown: %s",
                            topic, unanswered.getCause().getMessage());
                    unseen.remove(topic);
                }
            }
        }
    }

    private void judge(String topic, Config config) {
        String compression = value(config, TopicConfig.COMPRESSION_TYPE_CONFIG, UNPACKED);
        String bytes = value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(Topic.MESSAGE_LIMIT_BYTES));
        if (!compression.equals(UNPACKED) || Long.parseLong(bytes) < Topic.MESSAGE_LIMIT_BYTES) {
            Fault fault = EdgeFaults.topicLimits(topic, compression, bytes);
            unfit.put(topic, fault);
            LOG.warnf("%s", fault.message());
        }
    }

    /** What a broker does not tell counts as right. */
    private static String value(Config config, String name, String right) {
        ConfigEntry entry = config.get(name);
        return entry == null || entry.value() == null ? right : entry.value();
    }
}
