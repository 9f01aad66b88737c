package org.e2enet.pacs.results;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.e2enet.dicom.exchange.ResultKind;
import org.e2enet.dicom.seg.ResultIdentity;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.faults.Fault;
import org.e2enet.pacs.archive.Archive;
import org.e2enet.pacs.archive.Archives;
import org.e2enet.pacs.archive.SeriesUids;
import org.e2enet.pacs.config.DicomConfig;
import org.e2enet.pacs.series.Cases;
import org.e2enet.pacs.series.SeriesCase;
import org.e2enet.pacs.vault.Outlines;
import org.e2enet.pacs.vault.Vault;
import org.e2enet.pacs.vault.VaultFaults;

/**
 * Gives results to who asks here instead of in the archive. They name the patient: only where the settings allow that. Thread safe.
 */
@Singleton
public final class ServedResults {
    public static final String NOT_SERVED = "DCM-507";
    public static final String NONE = "DCM-508";
    public static final String SEVERAL = "DCM-509";

    private final Cases cases;
    private final Archives archives;
    private final Outlines outlines;
    private final ResultWriter results;
    private final Vault vault;
    private final boolean serveIdentified;

    @Inject
    ServedResults(
            Cases cases, Archives archives, Outlines outlines, ResultWriter results, Vault vault, DicomConfig config) {
        this.cases = cases;
        this.archives = archives;
        this.outlines = outlines;
        this.results = results;
        this.vault = vault;
        this.serveIdentified = config.serveIdentified();
    }

    /**
     * The DICOM SEG of a prediction: while it is on its way made anew, afterwards as the archive has it.
     *
     * @param seriesKey which of several series with equal pixels
     * @return to be closed; nothing of it stays on disk
     * @throws org.e2enet.faults.FaultException DCM-507, DCM-508, DCM-509; DCM-4xx where the archive does not say what is needed
     */
    public InputStream seg(String predictionId, Optional<String> seriesKey) {
        if (!serveIdentified) {
            throw notServed().exception();
        }
        SeriesCase of = only(cases.predictedAs(predictionId).stream()
                .filter(one -> seriesKey.isEmpty() || one.key().equals(seriesKey.get()))
                .toList());
        Archive archive = archives.require(of.archive());
        try (Vault.Transit transit = vault.transit(of.key())) {
            return outlines.find(of.key()).isPresent()
                    ? made(of, archive, transit.folder())
                    : stored(of, archive, transit.folder());
        } catch (IOException failure) {
            throw VaultFaults.notUsable(failure);
        }
    }

    private InputStream made(SeriesCase of, Archive archive, Path folder) throws IOException {
        Path present = Files.createDirectory(folder.resolve("present"));
        Path object = folder.resolve("seg.dcm");
        results.write(of, ResultKind.SEG, archive, present, object);
        return stillOpen(object);
    }

    private static InputStream stored(SeriesCase of, Archive archive, Path folder) throws IOException {
        ResultIdentity identity = ResultWriter.identity(of);
        String kind = ResultKind.SEG.name();
        String source = of.uids().series();
        Optional<SeriesUids> series = archive.web().find(identity.seriesUid(kind, source));
        boolean there = series.isPresent()
                && archive.web()
                        .fetch(series.get(), identity.instanceUid(kind, source), folder, ReadOptions.DEFAULT.bounds());
        if (!there) {
            throw none("the archive has no such segmentation any more, or the route writes none")
                    .exception();
        }
        try (var files = Files.list(folder)) {
            return stillOpen(files.findFirst().orElseThrow());
        }
    }

    /** Can be read to its end although its folder goes. */
    private static InputStream stillOpen(Path object) throws IOException {
        return Files.newInputStream(object);
    }

    private static SeriesCase only(List<SeriesCase> found) {
        if (found.isEmpty()) {
            throw none("no series has such a prediction").exception();
        }
        if (found.size() > 1) {
            throw new Fault(
                            SEVERAL,
                            "several series have this prediction: their pixels are equal",
                            "prediction",
                            "Say which: ?series=KEY, one of those that GET /series shows with this predictionId.")
                    .exception();
        }
        return found.getFirst();
    }

    private static Fault none(String what) {
        return new Fault(NONE, what, "prediction", "GET /series shows which series have which prediction.");
    }

    private static Fault notServed() {
        return new Fault(
                NOT_SERVED,
                "results that name the patient are not given out here",
                "dicom.serve-identified",
                "Fetch the segmentation from the archive, or set dicom.serve-identified=true where only those may call"
                        + " who may see patients' names.");
    }
}
