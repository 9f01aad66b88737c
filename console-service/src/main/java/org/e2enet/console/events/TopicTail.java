package org.e2enet.console.events;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Reads what comes in on every topic, dead letters too, from now on. Belongs to no group and commits nothing. A topic that is made
 * later is read from its beginning.
 */
@Startup
@Singleton
class TopicTail {
    private static final Logger LOG = Logger.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LOOK_FOR_TOPICS = Duration.ofSeconds(3);
    private static final int TIMEOUT_MS = 5_000;
    private static final int FETCH_BYTES = 2 << 20;

    private final Map<String, Object> settings;
    private final Topics topics;
    private final TopicNews news;
    private final Notices notices;
    private final Thread thread =
            Thread.ofPlatform().name("topic-tail").daemon().unstarted(this::run);
    private volatile boolean ending;
    private volatile KafkaConsumer<String, byte[]> current;

    @Inject
    TopicTail(
            @Identifier("default-kafka-broker") Map<String, Object> connection,
            @ConfigProperty(name = "topics.prefix", defaultValue = Topics.DEFAULT_PREFIX) String prefix,
            TopicNews news,
            Notices notices) {
        this.topics = new Topics(prefix);
        this.news = news;
        this.notices = notices;
        this.settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        // A small heap: a record is at most a mebibyte.
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Topic.MESSAGE_LIMIT_BYTES);
    }

    @PostConstruct
    void start() {
        thread.start();
    }

    private void run() {
        while (!ending) {
            try (KafkaConsumer<String, byte[]> consumer =
                    new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
                current = consumer;
                follow(consumer);
            } catch (WakeupException asked) {
                // The service ends.
            } catch (RuntimeException failure) {
                LOG.warnf(
                        "Topics are not heard: %s; trying again",
                        failure.getClass().getSimpleName());
                pause();
            }
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        Set<TopicPartition> heard = new HashSet<>();
        long lookAt = System.nanoTime();
        while (!ending) {
            if (System.nanoTime() >= lookAt) {
                hear(consumer, heard);
                lookAt = System.nanoTime() + LOOK_FOR_TOPICS.toNanos();
            }
            if (heard.isEmpty()) {
                pause();
            } else {
                for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
                    news.tell(each);
                }
            }
        }
    }

    /** Adds partitions that are new: at first from their end on, and whoever looked before has to look again. */
    private void hear(KafkaConsumer<String, byte[]> consumer, Set<TopicPartition> heard) {
        Set<TopicPartition> added = partitions(consumer);
        added.removeAll(heard);
        if (added.isEmpty()) {
            return;
        }
        boolean first = heard.isEmpty();
        heard.addAll(added);
        consumer.assign(heard);
        if (first) {
            consumer.seekToEnd(added);
            added.forEach(consumer::position);
            notices.reset();
        } else {
            consumer.seekToBeginning(added);
        }
    }

    private Set<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
        Set<TopicPartition> found = new HashSet<>();
        try {
            Map<String, List<PartitionInfo>> all = consumer.listTopics();
            for (String topic : topics.all()) {
                if (topic.equals(topics.name(Topic.AUDIT_RECORDED))) {
                    continue;
                }
                all.getOrDefault(topic, List.of())
                        .forEach(partition -> found.add(new TopicPartition(topic, partition.partition())));
            }
        } catch (TimeoutException away) {
            LOG.debug("the broker does not answer");
        } catch (WakeupException asked) {
            throw asked;
        } catch (KafkaException failure) {
            LOG.debugf("topics not listed: %s", failure.getClass().getSimpleName());
        }
        return found;
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        ending = true;
        thread.interrupt();
        KafkaConsumer<String, byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        thread.join(TIMEOUT_MS);
    }
}
