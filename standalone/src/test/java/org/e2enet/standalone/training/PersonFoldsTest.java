package org.e2enet.standalone.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.e2enet.client.ScanState;
import org.junit.jupiter.api.Test;

class PersonFoldsTest {
    private static ScanState scan(String id, String subject) {
        return new ScanState(id, "d", ScanState.Stage.NORMALIZED, true, null, null, null, List.of(), subject);
    }

    @Property(tries = 300)
    void shouldNeverHaveAPersonInTwoFolds(
            @ForAll long seed,
            @ForAll @IntRange(max = 60) int scans,
            @ForAll @IntRange(min = 1, max = 30) int persons) {
        Random random = new Random(seed);
        List<ScanState> all = new ArrayList<>();
        for (int n = 0; n < scans; n++) {
            int person = random.nextInt(persons + 1);
            all.add(scan("%016x".formatted(random.nextLong()), person == persons ? null : "p" + person));
        }
        PersonFolds split = PersonFolds.of(all, 5);

        Map<String, String> subjects = all.stream()
                .collect(Collectors.toMap(ScanState::scanId, scan -> String.valueOf(scan.subject()), (a, _) -> a));
        Set<String> seen = new HashSet<>();
        for (List<String> fold : split.folds()) {
            Set<String> here = fold.stream()
                    .map(subjects::get)
                    .filter(subject -> !subject.equals("null"))
                    .collect(Collectors.toSet());
            assertTrue(Collections.disjoint(seen, here), () -> "in two folds: " + split);
            seen.addAll(here);
        }
        assertEquals(
                all.stream().map(ScanState::scanId).sorted().toList(),
                split.folds().stream().flatMap(List::stream).sorted().toList(),
                "every scan is in one fold");
        int largestPerson = all.stream()
                .collect(Collectors.groupingBy(scan -> scan.subject() == null ? scan.scanId() : scan.subject()))
                .values()
                .stream()
                .mapToInt(List::size)
                .max()
                .orElse(0);
        int most = split.folds().stream().mapToInt(List::size).max().orElseThrow();
        int least = split.folds().stream().mapToInt(List::size).min().orElseThrow();
        assertTrue(most - least <= largestPerson, () -> "uneven: " + split);
    }

    @Property(tries = 50)
    void shouldGiveTheSameFoldsInWhateverOrderScansAreListed(@ForAll long seed) {
        List<ScanState> scans = IntStream.range(0, 23)
                .mapToObj(n -> scan("s%02d".formatted(n), n % 3 == 0 ? "p" + n / 6 : null))
                .collect(Collectors.toCollection(ArrayList::new));
        PersonFolds wanted = PersonFolds.of(scans, 5);
        Collections.shuffle(scans, new Random(seed));
        assertEquals(wanted, PersonFolds.of(scans, 5));
    }

    /** As before persons were known: runs of older data sets split as they did. */
    @Test
    void shouldTakeEveryFifthScanWhereNobodyToldThePersons() {
        List<ScanState> scans = IntStream.range(0, 12)
                .mapToObj(n -> scan("s%02d".formatted(n), null))
                .toList();
        PersonFolds split = PersonFolds.of(scans, 5);
        assertEquals(List.of("s00", "s05", "s10"), split.folds().getFirst());
        assertEquals(List.of("s04", "s09"), split.folds().getLast());
        assertEquals(12, split.persons());
    }
}
