package org.e2enet.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.e2enet.contract.AuditRecorded.Deed;
import org.e2enet.contract.AuditTrail.Break;
import org.e2enet.contract.AuditTrail.Head;
import org.e2enet.contract.AuditTrail.Kind;
import org.junit.jupiter.api.Test;

class AuditTrailTest {
    private static final String CHAIN = "infer-service-0123";

    @Test
    void shouldFindNothingInAWholeTrailOfSeveralChains() {
        List<AuditRecorded> records = chain(CHAIN, 5);
        records.addAll(2, chain("ingest-service-77", 3));

        AuditTrail trail = trail(records);

        assertEquals(List.of(), trail.breaks(trail.heads()));
        assertEquals(
                List.of(CHAIN, "ingest-service-77"),
                trail.heads().stream().map(Head::chain).toList());
    }

    @Test
    void shouldNoticeARemovedRecordWhereverItStood() {
        List<AuditRecorded> whole = chain(CHAIN, 5);
        List<Head> heads = trail(whole).heads();
        for (int number = 1; number <= 5; number++) {
            List<AuditRecorded> records = new ArrayList<>(whole);
            records.remove(number - 1);
            assertEquals(
                    List.of(new Break(CHAIN, number, Kind.REMOVED)),
                    trail(records).breaks(heads),
                    "without record " + number);
        }
        assertEquals(
                List.of(new Break(CHAIN, 5, Kind.REMOVED)), new AuditTrail().breaks(heads), "without the whole chain");
        assertEquals(
                List.of(), trail(whole.subList(0, 4)).breaks(List.of()), "an end that nobody noted can be cut off");
    }

    @Test
    void shouldNoticeAChangeOfEachField() {
        List<AuditRecorded> whole = chain(CHAIN, 3);
        ObjectNode json = EventJson.mapper().valueToTree(whole.get(1));
        for (String field :
                List.of("previous", "at", "service", "who", "from", "action", "about", "outcome", "status", "hash")) {
            ObjectNode changed = json.deepCopy();
            switch (field) {
                case "at" -> changed.put(field, "2026-01-02T03:04:06Z");
                case "about" -> changed.putArray(field).add("scan s2");
                case "status" -> changed.put(field, 204);
                case "previous", "hash" -> changed.put(field, "1".repeat(64));
                default -> changed.put(field, changed.path(field).asText() + "x");
            }
            List<AuditRecorded> records = new ArrayList<>(whole);
            records.set(1, EventJson.mapper().convertValue(changed, AuditRecorded.class));

            List<Break> breaks = trail(records).breaks(List.of());

            assertTrue(breaks.contains(new Break(CHAIN, 2, Kind.CHANGED)), () -> field + ": " + breaks);
        }
    }

    @Test
    void shouldNoticeARecordThatWasMadeAnewHashAndAll() {
        List<AuditRecorded> records = chain(CHAIN, 3);
        AuditRecorded second = records.get(1);
        records.set(1, AuditRecorded.of(CHAIN, 2, second.previous(), deed("somebody else")));

        assertEquals(List.of(new Break(CHAIN, 2, Kind.CHANGED)), trail(records).breaks(List.of()));
    }

    @Test
    void shouldNoticeAnEndThatWasMadeAnew() {
        List<AuditRecorded> records = chain(CHAIN, 3);
        List<Head> heads = trail(records).heads();
        records.set(2, AuditRecorded.of(CHAIN, 3, records.get(1).hash(), deed("somebody else")));

        assertEquals(List.of(new Break(CHAIN, 3, Kind.CHANGED)), trail(records).breaks(heads));
    }

    @Test
    void shouldNoticeRecordsThatWereMoved() {
        List<AuditRecorded> records = chain(CHAIN, 4);
        Collections.swap(records, 1, 2);

        assertEquals(List.of(new Break(CHAIN, 2, Kind.MOVED)), trail(records).breaks(List.of()));
    }

    @Test
    void shouldTellASecondRecordOfOneNumberFromOneThatWasSentTwice() {
        List<AuditRecorded> records = chain(CHAIN, 3);
        records.add(2, records.get(1));
        records.add(records.get(1));
        assertEquals(List.of(), trail(records).breaks(List.of()));

        records.add(AuditRecorded.of(CHAIN, 2, records.get(0).hash(), deed("somebody else")));
        assertEquals(List.of(new Break(CHAIN, 2, Kind.DOUBLED)), trail(records).breaks(List.of()));
    }

    @Test
    void shouldHashFieldsApart() {
        AuditRecorded one = AuditRecorded.of(CHAIN, 1, AuditRecorded.BEGIN, deed("ab", "c"));
        AuditRecorded other = AuditRecorded.of(CHAIN, 1, AuditRecorded.BEGIN, deed("a", "bc"));
        assertFalse(one.hash().equals(other.hash()));
        assertTrue(AuditRecorded.of(CHAIN, 1, AuditRecorded.BEGIN, deed("w".repeat(10_000)))
                .matchesHash());
    }

    private static AuditTrail trail(List<AuditRecorded> records) {
        AuditTrail trail = new AuditTrail();
        // As they come from the topic.
        records.forEach(record -> trail.add(EventJson.read(EventJson.write(record), AuditRecorded.class)));
        return trail;
    }

    private static List<AuditRecorded> chain(String chain, int length) {
        List<AuditRecorded> records = new ArrayList<>();
        String previous = AuditRecorded.BEGIN;
        for (int number = 1; number <= length; number++) {
            records.add(AuditRecorded.of(chain, number, previous, deed("somebody")));
            previous = records.getLast().hash();
        }
        return records;
    }

    private static Deed deed(String who) {
        return deed(who, "192.0.2.1");
    }

    private static Deed deed(String who, String from) {
        return new Deed(
                Instant.parse("2026-01-02T03:04:05.678Z"),
                "infer-service",
                who,
                from,
                "DELETE /scans/s1",
                List.of("scan s1"),
                "done",
                200);
    }
}
