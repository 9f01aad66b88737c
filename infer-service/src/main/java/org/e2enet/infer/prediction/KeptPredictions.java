package org.e2enet.infer.prediction;

import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.ScanDeletion;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.store.ObjectStore;

/** Finished predictions. One counts only with its segmentation: where that is lost or damaged, it is as if it was never made. */
@Singleton
class KeptPredictions {
    private final Catalogue catalogue;
    private final ObjectStore objects;

    KeptPredictions(Catalogue catalogue, ObjectStore objects) {
        this.catalogue = catalogue;
        this.objects = objects;
    }

    Optional<PredictionCompleted> find(String predictionId) {
        return catalogue.predictions().findReadable(predictionId).filter(this::isWhole);
    }

    /**
     * Keeps a result.
     *
     * @return the one that is kept: another instance may have been given the same request, and faster
     * @throws org.e2enet.faults.FaultException INF-211 when the scan was deleted meanwhile; then nothing stays
     */
    PredictionCompleted keep(PredictionCompleted result) {
        Optional<PredictionCompleted> broken =
                catalogue.predictions().findReadable(result.predictionId()).filter(before -> !isWhole(before));
        broken.ifPresent(before -> catalogue.predictions().remove(before.predictionId()));
        PredictionCompleted kept = catalogue.keep(result).orElseThrow(() -> {
            new ScanDeletion(catalogue, objects).discard(result.objects());
            return PredictionFaults.deletedScan(result.scanId()).exception();
        });
        // Statements tell the time: two of one prediction are two objects, and one is left over.
        Set<ObjectRef> left = new HashSet<>(result.objects());
        broken.ifPresent(before -> left.addAll(before.objects()));
        kept.objects().forEach(left::remove);
        if (!left.isEmpty()) {
            new ScanDeletion(catalogue, objects).discard(left);
        }
        return kept;
    }

    private boolean isWhole(PredictionCompleted prediction) {
        return prediction.objects().stream().allMatch(objects::isIntact);
    }
}
