package org.e2enet.infer.provenance;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.e2enet.contract.Axis;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.infer.models.ServedEnsemble;
import org.e2enet.prediction.window.WindowSettings;
import org.e2enet.provenance.statement.SegmentationPredicate;
import org.e2enet.provenance.statement.SignedStatement;
import org.e2enet.provenance.statement.Statement;
import org.e2enet.store.ObjectStore;

/** Says of a segmentation how it came about, signs it and keeps it in the store. Thread safe. */
@Singleton
public final class Statements {
    private final InstallationSigner signer;
    private final ObjectStore objects;

    @Inject
    Statements(InstallationSigner signer, ObjectStore objects) {
        this.signer = signer;
        this.objects = objects;
    }

    /**
     * What made a segmentation.
     *
     * @param scan in the form that the network was given
     * @param versions by component
     */
    public record Making(
            String predictionId,
            ScanNormalized scan,
            ServedEnsemble model,
            String engine,
            WindowSettings window,
            Map<String, String> versions) {}

    /**
     * Signs a statement.
     *
     * @param labels that were written
     * @param file that they were written to
     * @return the statement's file
     */
    public ObjectRef keep(Making making, LabelVolume labels, ObjectRef file) {
        Statement statement = Statement.of(file.sha256(), labels.sha256(), predicate(making));
        return objects.put(signer.sign(statement), SignedStatement.MEDIA_TYPE);
    }

    private static SegmentationPredicate predicate(Making making) {
        ScanNormalized scan = making.scan();
        WindowSettings window = making.window();
        return new SegmentationPredicate(
                making.predictionId(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                new SegmentationPredicate.Scan(
                        scan.scanId(),
                        scan.images().stream().map(ObjectRef::sha256).toList()),
                new SegmentationPredicate.Preparation(
                        making.model().what().preparation().sha256(),
                        scan.normalized().sha256()),
                models(making.model()),
                new SegmentationPredicate.Engine(
                        making.engine(),
                        window.step(),
                        window.mirrorAxes().stream().map(Axis::json).toList(),
                        window.averaging().name().toLowerCase(Locale.ROOT)),
                making.versions());
    }

    private static List<SegmentationPredicate.Model> models(ServedEnsemble ensemble) {
        List<SegmentationPredicate.Model> models = new ArrayList<>();
        for (int member = 0; member < ensemble.members().size(); member++) {
            CheckpointPublished what = ensemble.what().members().get(member);
            models.add(new SegmentationPredicate.Model(
                    what.modelId(),
                    what.weights().sha256(),
                    ensemble.members().get(member).masksSha256(),
                    new SegmentationPredicate.Run(
                            what.runId(),
                            what.fold(),
                            what.iteration(),
                            what.kind().name())));
        }
        return models;
    }
}
