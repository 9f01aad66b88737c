package org.e2enet.infer.prediction;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.ScanDeletion;
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
        catalogue
                .predictions()
                .findReadable(result.predictionId())
                .filter(before -> !isWhole(before))
                .ifPresent(before -> catalogue.predictions().remove(before.predictionId()));
        return catalogue.keep(result).orElseThrow(() -> {
            new ScanDeletion(catalogue, objects).discard(result.objects());
            return PredictionFaults.deletedScan(result.scanId()).exception();
        });
    }

    private boolean isWhole(PredictionCompleted prediction) {
        return prediction.objects().stream().allMatch(objects::isIntact);
    }
}
