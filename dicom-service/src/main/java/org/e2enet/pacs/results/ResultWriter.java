package org.e2enet.pacs.results;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ObjectRef;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.exchange.ResultKind;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.seg.ResultIdentity;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.dicom.series.Series;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.pacs.archive.Archive;
import org.e2enet.pacs.archive.ArchiveFaults;
import org.e2enet.pacs.series.SeriesCase;
import org.e2enet.pacs.series.SeriesIntake;
import org.e2enet.pacs.vault.Outlines;
import org.e2enet.store.ObjectStore;

/**
 * Makes a prediction an object of its series: on the slices as they came, under the names that patient and study have in the archive
 * now. Thread safe.
 */
@Singleton
final class ResultWriter {
    private final Outlines outlines;
    private final ObjectStore objects;
    private final Catalogue catalogue;
    private final NiftiReader labels = new NiftiReader(ReadLimits.SINGLE_CHANNEL);

    @Inject
    ResultWriter(Outlines outlines, ObjectStore objects, Catalogue catalogue) {
        this.outlines = outlines;
        this.objects = objects;
        this.catalogue = catalogue;
    }

    /** Names the result: equal for equal predictions of one series, so that what is stored twice is stored once. */
    static ResultIdentity identity(SeriesCase of) {
        SeriesCase.Prediction made = of.prediction();
        return new ResultIdentity(
                made.predictionId(),
                made.predicted(),
                of.route().alias(),
                made.versions().getOrDefault("e2enet", "unknown"));
    }

    /**
     * Writes a result.
     *
     * @param folder empty, for what is fetched meanwhile
     * @throws org.e2enet.faults.FaultException DCM-401, DCM-402 where the series is not what it was; DCM-41x
     */
    void write(SeriesCase of, ResultKind kind, Archive archive, Path folder, Path target) throws IOException {
        List<String> instances = archive.web().instances(of.uids());
        requireAsItWas(of, instances, archive);
        Series outline = outlines.find(of.key())
                .orElseThrow(() -> ArchiveFaults.seriesChanged("its outline is gone from the vault", archive.name())
                        .exception());
        Series named = withHeader(outline, present(of, instances.getFirst(), archive, folder));
        DatasetDefinition definition = catalogue
                .datasets()
                .find(of.route().dataset())
                .orElseThrow(() -> new IllegalStateException("a scan's data set is gone"));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            kind.write(named, read(of), definition, identity(of), out);
        }
    }

    private LabelVolume read(SeriesCase of) throws IOException {
        ObjectRef ref = of.prediction().segmentation();
        try (InputStream in = objects.open(ref)) {
            return labels.readLabels(
                    in, ref.bytes(), "prediction " + of.prediction().predictionId());
        }
    }

    private static void requireAsItWas(SeriesCase of, List<String> instances, Archive archive) {
        if (instances.isEmpty()) {
            throw archive.web()
                    .find(of.uids().series())
                    .map(elsewhere -> ArchiveFaults.studyChanged(archive.name()))
                    .orElseGet(() ->
                            ArchiveFaults.seriesChanged("the series is not in the archive any more", archive.name()))
                    .exception();
        }
        if (!SeriesIntake.digest(instances).equals(of.instancesSha256())) {
            throw ArchiveFaults.seriesChanged("the series has other instances than were segmented", archive.name())
                    .exception();
        }
    }

    /** What the archive says of patient and study now. */
    private static DataSet present(SeriesCase of, String instance, Archive archive, Path folder) throws IOException {
        if (!archive.web().fetch(of.uids(), instance, folder, ReadOptions.DEFAULT.bounds())) {
            throw ArchiveFaults.unsettled(archive.name()).exception();
        }
        try (DicomInput input = DicomInput.open(folder, ReadOptions.DEFAULT)) {
            return input.series().getFirst().header();
        }
    }

    private static Series withHeader(Series outline, DataSet header) {
        return new Series(
                outline.number(), header, outline.instances(), outline.slices(), outline.geometry(), outline.verdict());
    }
}
