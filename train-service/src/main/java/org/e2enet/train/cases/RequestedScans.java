package org.e2enet.train.cases;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.ClassLabels;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.AxisMapping;
import org.e2enet.contract.scan.LabelCount;
import org.e2enet.contract.scan.ScanFingerprint;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.fingerprint.DatasetFingerprint;

/** Looks up what a request names, and refuses what training could not work with before any work is done. */
@Singleton
public class RequestedScans {
    private final Catalogue catalogue;

    RequestedScans(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    public DatasetDefinition dataset(TrainingRequested request) {
        return catalogue
                .datasets()
                .find(request.dataset())
                .orElseThrow(() -> CaseFaults.unknownDataset(request.dataset()));
    }

    /**
     * How the scans of a request are prepared, its spacing told. Where request and data set leave that open it is the median of all
     * scans named, so that every fold of a run has the same.
     *
     * @throws org.e2enet.faults.FaultException TRA-101 to TRA-107
     */
    public Preparation preparation(TrainingRequested request) {
        Preparation wanted = request.preparation() != null
                ? request.preparation()
                : dataset(request).preparation();
        if (wanted.spacingMm() != null) {
            return wanted;
        }
        List<ScanFingerprint> fingerprints = Stream.of(request.scanIds(), request.validationScanIds())
                .flatMap(ids -> scans(request, ids).stream())
                .map(ScanNormalized::fingerprint)
                .toList();
        Spacing canonical = new DatasetFingerprint(fingerprints).targetSpacing();
        return wanted.withSpacing(AxisMapping.permutation(wanted.axisOrder()).targetSpacing(canonical));
    }

    public List<ScanNormalized> training(TrainingRequested request) {
        List<ScanNormalized> scans = scans(request, request.scanIds());
        if (!foreground(request).isEmpty() && shown(scans).isEmpty()) {
            throw CaseFaults.nothingToLearn(request.key());
        }
        return scans;
    }

    /**
     * Labels of the data set that none of the scans shows, ascending. A fold without a rare label trains all the same, as in
     * nnU-Net: the other folds learn it.
     */
    public List<Integer> absentLabels(TrainingRequested request, List<ScanNormalized> training) {
        Set<Integer> absent = foreground(request);
        absent.removeAll(shown(training));
        return List.copyOf(absent);
    }

    private Set<Integer> foreground(TrainingRequested request) {
        Set<Integer> labels = new TreeSet<>(dataset(request).labels().keySet());
        labels.remove(0);
        return labels;
    }

    private static Set<Integer> shown(List<ScanNormalized> scans) {
        return scans.stream()
                .flatMap(scan -> scan.fingerprint().labels().stream())
                .filter(count -> count.label() > 0 && count.voxels() > 0)
                .map(LabelCount::label)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public List<ScanNormalized> validation(TrainingRequested request) {
        return scans(request, request.validationScanIds());
    }

    /** What the classes of the request's network stand for. */
    public ClassLabels classLabels(TrainingRequested request) {
        return ClassLabels.of(dataset(request), request.plan().classes());
    }

    private List<ScanNormalized> scans(TrainingRequested request, List<String> ids) {
        DatasetDefinition dataset = dataset(request);
        int channels = dataset.channelNames().size();
        if (request.plan().inputChannels() != channels) {
            throw CaseFaults.channels(request.plan().inputChannels(), channels);
        }
        if (request.plan().classes() > dataset.classes()) {
            throw CaseFaults.classesBeyondLabels(request.plan().classes(), dataset.classes());
        }
        return ids.stream().map(id -> scan(request, id)).toList();
    }

    private ScanNormalized scan(TrainingRequested request, String id) {
        ScanNormalized scan = catalogue.scans().find(id).orElseThrow(() -> CaseFaults.unknownScan(id));
        if (!scan.dataset().equals(request.dataset())) {
            throw CaseFaults.otherDataset(id, request.dataset());
        }
        if (scan.labels() == null) {
            throw CaseFaults.unlabelled(id);
        }
        ClassLabels classes = classLabels(request);
        scan.fingerprint().labels().stream()
                .mapToInt(LabelCount::label)
                .filter(label -> !classes.hold(label))
                .findFirst()
                .ifPresent(label -> {
                    throw CaseFaults.labelBeyondClasses(
                            id,
                            label,
                            request.plan().classes(),
                            dataset(request).classes());
                });
        return scan;
    }
}
