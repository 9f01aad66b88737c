package org.e2enet.pacs.series;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.exchange.AnonymousScan;
import org.e2enet.dicom.files.FileBounds;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.series.Flag;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.dicom.series.Series;
import org.e2enet.pacs.archive.Archive;
import org.e2enet.pacs.archive.ArchiveFaults;
import org.e2enet.pacs.archive.SeriesUids;
import org.e2enet.pacs.config.DicomConfig;
import org.e2enet.pacs.routing.Route;
import org.e2enet.pacs.vault.Outlines;
import org.e2enet.pacs.vault.Vault;
import org.e2enet.pacs.vault.VaultFaults;

/** Fetches a series, makes a scan of it that names nobody, and hands that over. Thread safe. */
@Singleton
final class SeriesConversion {
    private static final int ZIP_RATIO = 200;

    private final Vault vault;
    private final Outlines outlines;
    private final IngestDoor ingest;
    private final ReadOptions options;

    @Inject
    SeriesConversion(Vault vault, Outlines outlines, IngestDoor ingest, DicomConfig config) {
        this.vault = vault;
        this.outlines = outlines;
        this.ingest = ingest;
        FileBounds bounds = new FileBounds(config.maxSeriesBytes().asLongValue(), config.maxInstances(), ZIP_RATIO);
        this.options = new ReadOptions(
                bounds,
                config.spacingTolerance(),
                ReadOptions.DEFAULT.minSlices(),
                config.tilt() == DicomConfig.Tilt.ACCEPT,
                false,
                false);
    }

    /** What a series has become. */
    record Converted(String scanId, int slices, List<String> flags) {}

    /**
     * @param instances that the archive lists
     * @throws org.e2enet.faults.FaultException the verdict's fault where the series is refused; DCM-406 where other instances came
     */
    Converted handOver(Archive archive, String key, SeriesUids uids, List<String> instances, Route route) {
        options.bounds().requireFiles(instances.size());
        try (Vault.Transit transit = vault.transit(key)) {
            Path folder = Files.createDirectory(transit.folder().resolve("instances"));
            archive.web().fetch(uids, folder, options.bounds().maxBytes());
            try (DicomInput input = DicomInput.open(folder, options)) {
                Series series = input.onlySeries();
                requireAll(instances, series, archive);
                Path scan = transit.folder().resolve("scan.nii");
                AnonymousScan.write(series, scan);
                outlines.keep(key, series);
                String scanId = ingest.handOver(scan, route, vault.key().subjectOf(series));
                List<String> flags =
                        series.verdict().flags().stream().map(Flag::text).toList();
                return new Converted(scanId, series.slices().size(), flags);
            }
        } catch (IOException failure) {
            throw VaultFaults.notUsable(failure);
        }
    }

    private static void requireAll(List<String> listed, Series series, Archive archive) {
        List<String> came = series.slices().stream()
                .map(slice -> slice.instance().header().text(Attribute.SOP_INSTANCE_UID))
                .distinct()
                .sorted()
                .toList();
        if (!came.equals(listed)) {
            throw ArchiveFaults.unsettled(archive.name()).exception();
        }
    }
}
