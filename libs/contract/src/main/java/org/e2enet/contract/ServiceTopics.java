package org.e2enet.contract;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which topics each service reads and writes by its work: what a broker that asks who is there has to allow it, and no more
 * ({@code deploy/kafka/acls.txt}).
 */
public enum ServiceTopics {
    INGEST(
            List.of("e2enet-ingest"),
            EnumSet.of(Topic.SCANS_RECEIVED),
            // Answers with the records of all services.
            EnumSet.of(Topic.AUDIT_RECORDED),
            EnumSet.of(
                    Topic.SCANS_RECEIVED, Topic.SCANS_NORMALIZED, Topic.SCANS_REJECTED, Topic.PREDICTIONS_REQUESTED)),
    TRAIN(
            List.of("train-service"),
            EnumSet.of(Topic.TRAINING_REQUESTED),
            // Reads again what its own runs have evolved, in no group.
            EnumSet.of(Topic.MASKS_EVOLVED),
            EnumSet.of(
                    Topic.TRAINING_REQUESTED,
                    Topic.TRAINING_PROGRESSED,
                    Topic.MASKS_EVOLVED,
                    Topic.CHECKPOINTS_PUBLISHED,
                    Topic.MODELS_PROMOTED)),
    INFER(
            // The second one is the beginning of a name that each instance ends for itself.
            List.of("infer-service", "infer-service-models-*"),
            EnumSet.of(Topic.PREDICTIONS_REQUESTED, Topic.MODELS_PROMOTED),
            EnumSet.of(
                    Topic.PREDICTIONS_REQUESTED,
                    Topic.PREDICTIONS_COMPLETED,
                    Topic.PREDICTIONS_FAILED,
                    Topic.PREDICTIONS_CANCELLED,
                    Topic.MODELS_PROMOTED)),
    METRICS(
            List.of("metrics-service"),
            EnumSet.of(Topic.PREDICTIONS_COMPLETED, Topic.CHECKPOINTS_PUBLISHED, Topic.SCANS_NORMALIZED),
            EnumSet.of(Topic.SCORES_COMPUTED, Topic.MODELS_SCORED)),
    DICOM(
            List.of("e2enet-dicom"),
            EnumSet.of(Topic.PREDICTIONS_COMPLETED, Topic.PREDICTIONS_FAILED, Topic.SCANS_REJECTED),
            EnumSet.of(
                    Topic.SERIES_ACCEPTED, Topic.SERIES_REFUSED, Topic.RESULTS_DELIVERED, Topic.RESULTS_UNDELIVERED)),
    /** Shows every topic but who did what, in no group, and looks after the letters of all services. */
    CONSOLE(
            List.of(),
            EnumSet.noneOf(Topic.class),
            EnumSet.complementOf(EnumSet.of(Topic.AUDIT_RECORDED)),
            EnumSet.noneOf(Topic.class));

    private final List<String> groups;
    private final Set<Topic> intake;
    private final Set<Topic> browsed;
    private final Set<Topic> written;

    ServiceTopics(List<String> groups, Set<Topic> intake, Set<Topic> written) {
        this(groups, intake, EnumSet.noneOf(Topic.class), written);
    }

    ServiceTopics(List<String> groups, Set<Topic> intake, Set<Topic> browsed, Set<Topic> written) {
        this.groups = groups;
        this.intake = intake;
        this.browsed = browsed;
        // Whoever is called records it.
        this.written = EnumSet.copyOf(written);
        this.written.add(Topic.AUDIT_RECORDED);
    }

    /** {@code ingest-service}. */
    public String serviceName() {
        return name().toLowerCase(Locale.ROOT) + "-service";
    }

    /** Groups it reads in; one that ends in {@code *} stands for all that begin so. */
    public List<String> groups() {
        return groups;
    }

    /** Topics whose records it handles in a group; what it cannot handle goes to their dead letters, and back from there. */
    public Set<Topic> intake() {
        return EnumSet.copyOf(intake);
    }

    /** Topics that it looks through without a group. */
    public Set<Topic> browsed() {
        return EnumSet.copyOf(browsed);
    }

    /** Topics that it sends events to. */
    public Set<Topic> written() {
        return EnumSet.copyOf(written);
    }

    /** Topics whose dead letters it shows and sends again: its own intake, or that of every service. */
    public Set<Topic> letters() {
        if (this != CONSOLE) {
            return intake();
        }
        Set<Topic> all = EnumSet.noneOf(Topic.class);
        Arrays.stream(values()).forEach(service -> all.addAll(service.intake));
        return all;
    }
}
