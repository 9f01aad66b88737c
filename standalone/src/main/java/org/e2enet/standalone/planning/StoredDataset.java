package org.e2enet.standalone.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.e2enet.client.IngestClient;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.Size3;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.NormalizationScheme;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.imaging.fingerprint.DatasetFingerprint;
import org.e2enet.network.planning.DatasetShape;

/**
 * A data set as ingest-service has it.
 *
 * @param scans normalised scans with labels
 */
public record StoredDataset(DatasetDefinition definition, List<ScanNormalized> scans) {
    /** @throws FaultException ING-101 when there is no such data set, CLI-812 when it has no scan to plan from */
    static StoredDataset read(IngestClient ingest, String name) throws InterruptedException {
        StoredDataset stored = new StoredDataset(ingest.dataset(name), ingest.labelled(name));
        if (stored.scans.isEmpty()) {
            throw new Fault(
                            "CLI-812",
                            "the data set has no labelled scan that is ready",
                            name,
                            "Take some in with './e2enet ingest'.")
                    .exception();
        }
        return stored;
    }

    /** Sizes of the scans as they were prepared: what patches are cut from. */
    DatasetShape shape() {
        List<Integer> extent = IntStream.range(0, 3)
                .mapToObj(axis ->
                        (int) Math.rint(median(scan -> scan.geometry().extent().along(axis))))
                .toList();
        List<Double> spacing = IntStream.range(0, 3)
                .mapToObj(axis -> median(scan -> scan.geometry().spacingMm().along(axis)))
                .toList();
        double voxels = scans.stream()
                .mapToDouble(scan -> scan.geometry().extent().volume())
                .sum();
        return new DatasetShape(Size3.of(extent), spacing, voxels);
    }

    /** The definition that nnU-Net's rules give for these scans: target spacing, normalisation, statistics of CT. */
    DatasetDefinition suggested() {
        DatasetFingerprint fingerprint = new DatasetFingerprint(
                scans.stream().map(ScanNormalized::fingerprint).toList());
        List<NormalizationScheme> schemes = new ArrayList<>();
        for (ChannelNormalization current : definition.preparation().channels()) {
            schemes.add(scheme(definition.channelNames().get(schemes.size()), current));
        }
        return definition.withPreparation(fingerprint.preparation(schemes));
    }

    private static NormalizationScheme scheme(String channelName, ChannelNormalization current) {
        return current.equals(ChannelNormalization.Z_SCORE) && channelName.equalsIgnoreCase("CT")
                ? NormalizationScheme.CT
                : current.scheme();
    }

    private double median(ToDoubleFunction<ScanNormalized> number) {
        double[] sorted = scans.stream().mapToDouble(number).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
