package org.e2enet.edge.letters;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Replays;
import org.e2enet.contract.DeadLetter;
import org.e2enet.contract.Topic;
import org.e2enet.edge.records.EventSender;
import org.jboss.logging.Logger;

/**
 * Lists dead letters, replays and dismisses them. A letter stays where it is; a document says how it ended, so that each is sent once,
 * whoever asks and however often. Thread-safe.
 */
@Singleton
final class Letters {
    private static final Logger LOG = Logger.getLogger(Letters.class);
    private static final Set<String> OF_THE_LETTER = Set.of(
            DeadLetter.STAGE,
            DeadLetter.REASON_CODE,
            DeadLetter.TOPIC,
            DeadLetter.PARTITION,
            DeadLetter.OFFSET,
            DeadLetter.REASON,
            DeadLetter.CUT_FROM_BYTES);

    private final LetterTopics topics;
    private final EventSender sender;
    private final Replays replays;

    @Inject
    Letters(LetterTopics topics, EventSender sender, Catalogue catalogue) {
        this.topics = topics;
        this.sender = sender;
        this.replays = catalogue.replays();
    }

    /**
     * @param topic of one topic only, or null for all
     * @param after behind this one, or null
     * @param replayed also those that were replayed or dismissed
     */
    List<Letter> list(String topic, LetterId after, int atMost, boolean replayed) {
        List<Letter> found = new ArrayList<>();
        for (String each : topics.topics()) {
            String deadLetters = each + Topic.DEAD_LETTER_SUFFIX;
            boolean passed =
                    after != null && deadLetters.compareTo(after.partition().topic()) < 0;
            if (passed || (topic != null && !topic.equals(each)) || found.size() >= atMost) {
                continue;
            }
            boolean inside =
                    after != null && deadLetters.equals(after.partition().topic());
            found.addAll(topics.read(
                    each, inside ? after : null, atMost - found.size(), record -> Optional.of(letter(record))
                            .filter(letter -> replayed || letter.isOpen())));
        }
        return found;
    }

    /**
     * Sends a letter's record to its topic again, unless that was done or it was dismissed.
     *
     * @throws org.e2enet.faults.FaultException EDG-112 when there is no such letter, EDG-113 when it has only the beginning of a record
     *     that is gone, EDG-201 when the broker is away
     */
    Letter replay(LetterId id) {
        ConsumerRecord<String, byte[]> record = find(id);
        Letter letter = letter(record);
        String mark = mark(id);
        if (!letter.isOpen() || !replays.replayed(mark)) {
            return letter(record);
        }
        try {
            sender.sendAgain(original(record));
        } catch (RuntimeException notSent) {
            replays.unmark(mark);
            throw notSent;
        }
        LOG.infof("Letter %s replayed", id);
        return letter(record);
    }

    /**
     * Puts a letter away for good, unless it was replayed.
     *
     * @throws org.e2enet.faults.FaultException EDG-112 when there is no such letter, EDG-201 when the broker is away
     */
    Letter dismiss(LetterId id) {
        ConsumerRecord<String, byte[]> record = find(id);
        if (replays.dismissed(mark(id))) {
            LOG.infof("Letter %s dismissed", id);
        }
        return letter(record);
    }

    private ConsumerRecord<String, byte[]> find(LetterId id) {
        String topic = id.partition().topic();
        boolean ours = topic.endsWith(Topic.DEAD_LETTER_SUFFIX)
                && topics.topics().contains(topic.substring(0, topic.length() - Topic.DEAD_LETTER_SUFFIX.length()));
        return Optional.of(id)
                .filter(_ -> ours)
                .flatMap(_ -> topics.find(id.partition(), id.offset()))
                .orElseThrow(() -> LetterFaults.unknown().exception());
    }

    private ProducerRecord<String, byte[]> original(ConsumerRecord<String, byte[]> letter) {
        ConsumerRecord<String, byte[]> whole =
                text(letter.headers(), DeadLetter.CUT_FROM_BYTES) == null ? letter : uncut(letter);
        ProducerRecord<String, byte[]> again = new ProducerRecord<>(topicOf(letter), whole.key(), whole.value());
        for (Header header : whole.headers()) {
            if (!OF_THE_LETTER.contains(header.key())) {
                again.headers().add(header);
            }
        }
        return again;
    }

    private ConsumerRecord<String, byte[]> uncut(ConsumerRecord<String, byte[]> letter) {
        int partition = Integer.parseInt(text(letter.headers(), DeadLetter.PARTITION));
        long offset = Long.parseLong(text(letter.headers(), DeadLetter.OFFSET));
        return topics.find(new TopicPartition(topicOf(letter), partition), offset)
                .orElseThrow(() -> LetterFaults.originalGone().exception());
    }

    private Letter letter(ConsumerRecord<String, byte[]> record) {
        Headers headers = record.headers();
        LetterId id = new LetterId(new TopicPartition(record.topic(), record.partition()), record.offset());
        Instant since = Instant.ofEpochMilli(record.timestamp());
        String cut = text(headers, DeadLetter.CUT_FROM_BYTES);
        Optional<Replays.End> end = replays.end(mark(id));
        return new Letter(
                id.toString(),
                topicOf(record),
                text(headers, DeadLetter.STAGE),
                text(headers, DeadLetter.REASON_CODE),
                since,
                Math.max(0, Duration.between(since, Instant.now()).toSeconds()),
                cut == null ? null : Long.valueOf(cut),
                end.filter(ended -> !ended.dismissed()).map(Replays.End::at).orElse(null),
                end.filter(Replays.End::dismissed).map(Replays.End::at).orElse(null));
    }

    private static String topicOf(ConsumerRecord<?, ?> letter) {
        String topic = letter.topic();
        return topic.substring(0, topic.length() - Topic.DEAD_LETTER_SUFFIX.length());
    }

    private static String mark(LetterId id) {
        return id.partition().topic() + "-" + id.partition().partition() + "/" + id.offset();
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
