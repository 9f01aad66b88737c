package org.e2enet.provenance.statement;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.e2enet.contract.EventJson;
import org.e2enet.provenance.ProvenanceFaults;
import org.e2enet.provenance.dsse.StrictJson;

/**
 * An in-toto statement of a segmentation.
 *
 * @param type {@link #TYPE}
 * @param subject the segmentation's file and, whatever file they are in, its labels
 * @param predicateType {@link #PREDICATE}
 * @param predicate how it came about
 */
@JsonPropertyOrder({"_type", "subject", "predicateType", "predicate"})
public record Statement(
        @JsonProperty("_type") String type,
        List<Subject> subject,
        String predicateType,
        SegmentationPredicate predicate) {
    /** Media type of what is signed. */
    public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    static final String TYPE = "https://in-toto.io/Statement/v1";
    static final String PREDICATE = "https://e2enet.org/segmentation/v1";

    private static final String LABELS = "labels";

    public Statement {
        subject = subject == null ? List.of() : List.copyOf(subject);
    }

    /**
     * Of a segmentation.
     *
     * @param fileSha256 of the file as it is served
     * @param labelsSha256 of its labels ({@code LabelVolume.sha256}), which copies in other formats share
     */
    public static Statement of(String fileSha256, String labelsSha256, SegmentationPredicate predicate) {
        return new Statement(
                TYPE,
                List.of(Subject.of(predicate.predictionId() + ".nii.gz", fileSha256), Subject.of(LABELS, labelsSha256)),
                PREDICATE,
                predicate);
    }

    /** @throws org.e2enet.faults.FaultException PRV-105 when it is another kind of statement, or incomplete */
    public static Statement read(byte[] payload) {
        Statement statement = StrictJson.read(payload, Statement.class)
                .orElseThrow(() -> ProvenanceFaults.noStatement("it cannot be read"));
        if (!TYPE.equals(statement.type)) {
            throw ProvenanceFaults.noStatement("its _type is not " + TYPE);
        }
        if (!PREDICATE.equals(statement.predicateType)) {
            throw ProvenanceFaults.noStatement("its predicateType is not " + PREDICATE);
        }
        if (statement.predicate == null || statement.subject.stream().allMatch(one -> one.sha256() == null)) {
            throw ProvenanceFaults.noStatement("subject or predicate are missing");
        }
        return statement;
    }

    public byte[] write() {
        return EventJson.write(this);
    }

    /** Whether it is about a file with these bytes. */
    public boolean isOfFile(String sha256) {
        return subject.stream().anyMatch(one -> !LABELS.equals(one.name()) && sha256.equals(one.sha256()));
    }

    /** Whether it is about these labels. */
    public boolean isOfLabels(String sha256) {
        return subject.stream().anyMatch(one -> LABELS.equals(one.name()) && sha256.equals(one.sha256()));
    }
}
