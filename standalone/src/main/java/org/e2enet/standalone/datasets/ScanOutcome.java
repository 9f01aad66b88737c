package org.e2enet.standalone.datasets;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.client.ScanState;
import org.e2enet.dicom.series.Flag;
import org.e2enet.faults.Fault;

/**
 * {@code ingest --json}: one scan's way.
 *
 * @param path of its first image, or the case's name where none was uploaded
 * @param status {@code normalized}, {@code duplicate} or {@code rejected}
 * @param flags what a reader should know of it; {@code no-labels} of a training case that nobody labelled
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScanOutcome(String path, String scanId, String status, List<String> flags, String code, String message) {
    private static final String NO_LABELS = "no-labels";
    private static final String DUPLICATE = "duplicate";
    private static final String REJECTED = "rejected";

    static ScanOutcome of(CaseFiles files, ScanState end, boolean duplicate) {
        if (end.fault() != null) {
            return rejected(files, end.scanId(), end.fault());
        }
        List<String> flags = new ArrayList<>(end.flags());
        files.series()
                .ifPresent(series ->
                        series.verdict().flags().stream().map(Flag::text).forEach(flags::add));
        if (files.lacksLabels()) {
            flags.add(NO_LABELS);
        }
        return new ScanOutcome(
                path(files),
                end.scanId(),
                duplicate ? DUPLICATE : "normalized",
                flags.isEmpty() ? null : flags,
                null,
                null);
    }

    static ScanOutcome rejected(CaseFiles files, String scanId, Fault fault) {
        return new ScanOutcome(
                path(files),
                scanId,
                REJECTED,
                null,
                fault.code(),
                fault.what() + " [" + fault.where() + "]. " + fault.mend());
    }

    private static String path(CaseFiles files) {
        return files.images().isEmpty() || files.series().isPresent()
                ? files.name()
                : files.images().getFirst().toString();
    }

    @JsonIgnore
    boolean isRejected() {
        return status.equals(REJECTED);
    }

    /** For people. */
    String line() {
        String told = flags == null ? "" : " (" + String.join(", ", flags) + ")";
        return path + " " + status + told + (isRejected() ? ": " + code + " " + message : "");
    }

    static String summary(List<ScanOutcome> outcomes) {
        long rejected = outcomes.stream().filter(ScanOutcome::isRejected).count();
        long duplicates =
                outcomes.stream().filter(one -> one.status.equals(DUPLICATE)).count();
        long unlabelled = outcomes.stream()
                .filter(one -> one.flags != null && one.flags.contains(NO_LABELS))
                .count();
        return "%d scans taken in, %d there already, %d rejected"
                        .formatted(outcomes.size() - duplicates - rejected, duplicates, rejected)
                + (unlabelled == 0 ? "" : "; %d training cases have no label file".formatted(unlabelled));
    }
}
