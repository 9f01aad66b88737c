package org.e2enet.train.cases;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.scan.LabelCount;

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
        int largest = scan.fingerprint().labels().stream()
                .mapToInt(LabelCount::label)
                .max()
                .orElse(0);
        if (largest >= request.plan().classes()) {
            throw CaseFaults.labelBeyondClasses(id, largest, request.plan().classes());
        }
        return scan;
    }
}
