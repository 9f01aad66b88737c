package org.e2enet.console.events;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.faults.FaultException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Records into notices, by the place they have on their topic. */
@Singleton
class TopicNews {
    private final Map<String, Topic> byName = new HashMap<>();
    private final Notices notices;

    @Inject
    TopicNews(
            @ConfigProperty(name = "topics.prefix", defaultValue = Topics.DEFAULT_PREFIX) String prefix,
            Notices notices) {
        for (Topic topic : Topic.values()) {
            byName.put(new Topics(prefix).name(topic), topic);
        }
        this.notices = notices;
    }

    void tell(ConsumerRecord<String, byte[]> record) {
        news(record)
                .ifPresent(news -> notices.publish(
                        record.topic() + "-" + record.partition() + "@" + record.offset(), news.name(), news.data()));
    }

    /** What cannot be read says nothing: whoever reads the topic for its work puts it aside, and that is told. */
    private Optional<News> news(ConsumerRecord<String, byte[]> record) {
        Topic topic = byName.get(record.topic());
        if (topic == null) {
            return Optional.of(News.letter(
                    record.topic().substring(0, record.topic().length() - Topic.DEAD_LETTER_SUFFIX.length())));
        }
        if (record.value() == null) {
            return topic == Topic.MODELS_PROMOTED ? Optional.of(News.demoted(record.key())) : Optional.empty();
        }
        try {
            return Optional.of(News.of(EventJson.read(record.value(), topic.payload())));
        } catch (FaultException unreadable) {
            return Optional.empty();
        }
    }
}
