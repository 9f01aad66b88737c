package org.e2enet.standalone.training;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.e2enet.client.ScanState;

/**
 * Scans in parts of nearly equal size, all scans of a person in one: else what was learned of a person would be tried on the same person,
 * and look better than it is. A scan that nobody told the person of stands for a person of its own. The same scans, in whatever
 * order, give the same parts.
 *
 * @param folds ids of scans, sorted
 */
record PersonFolds(List<List<String>> folds, int persons) {
    static PersonFolds of(Collection<ScanState> scans, int parts) {
        Collection<List<String>> persons = scans.stream()
                .collect(Collectors.groupingBy(
                        scan -> scan.subject() == null ? "scan " + scan.scanId() : scan.subject(),
                        Collectors.mapping(
                                ScanState::scanId, Collectors.collectingAndThen(Collectors.toList(), ids -> ids.stream()
                                        .sorted()
                                        .toList()))))
                .values();
        List<List<String>> folds = IntStream.range(0, parts)
                .<List<String>>mapToObj(_ -> new ArrayList<>())
                .toList();
        // Who has most scans first, each to the part that has fewest.
        persons.stream()
                .sorted(Comparator.<List<String>>comparingInt(List::size)
                        .reversed()
                        .thenComparing(List::getFirst))
                .forEach(ids -> folds.stream()
                        .min(Comparator.comparingInt(List::size))
                        .orElseThrow()
                        .addAll(ids));
        return new PersonFolds(
                folds.stream().map(fold -> fold.stream().sorted().toList()).toList(), persons.size());
    }
}
