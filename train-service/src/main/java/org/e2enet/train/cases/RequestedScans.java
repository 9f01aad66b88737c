package org.e2enet.train.cases;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
        Set<Integer> present = new TreeSet<>();
        scans.forEach(scan -> scan.fingerprint().labels().forEach(count -> present.add(count.label())));
        Set<Integer> missing = new TreeSet<>(dataset(request).labels().keySet());
        missing.remove(0);
        missing.removeAll(present);
        if (!missing.isEmpty()) {
            throw CaseFaults.classesMissing(request.key(), missing);
        }
        return scans;
    }

    public List<ScanNormalized> validation(TrainingRequested request) {
        return scans(request, request.validationScanIds());
    }

    private List<ScanNormalized> scans(TrainingRequested request, List<String> ids) {
        int channels = dataset(request).channelNames().size();
        if (request.plan().inputChannels() != channels) {
            throw CaseFaults.channels(request.plan().inputChannels(), channels);
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
