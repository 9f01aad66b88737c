package org.e2enet.pacs.series;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.exchange.AnonymousScan;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.series.Flag;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.dicom.series.Series;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.gate.GeometryGate;
import org.e2enet.pacs.archive.Archive;
import org.e2enet.pacs.archive.ArchiveFaults;
import org.e2enet.pacs.vault.Outlines;
import org.e2enet.pacs.vault.Vault;
import org.e2enet.pacs.vault.VaultFaults;

/** Fetches the series of a scan, makes files of them that name nobody, and hands those over. Thread safe. */
@Singleton
final class SeriesConversion {
    private final Vault vault;
    private final Outlines outlines;
    private final IngestDoor ingest;
    private final ReadOptions options;

    @Inject
    SeriesConversion(Vault vault, Outlines outlines, IngestDoor ingest, Reading reading) {
        this.vault = vault;
        this.outlines = outlines;
        this.ingest = ingest;
        this.options = reading.options();
    }

    /** What series have become. */
    record Converted(String scanId, int slices, List<String> flags) {}

    /** A series that lies on disk as a channel, without its name. */
    private record Written(Path scan, Geometry grid, String frame, int slices, Optional<String> subject) {}

    /**
     * @throws org.e2enet.faults.FaultException the verdict's fault where a series is refused; IMG-114, DCM-511 where they do not lie on one
     *     another; DCM-406 where other instances came than the archive lists
     */
    Converted handOver(Archive archive, Looked.Taken taken) {
        options.bounds().requireFiles(taken.instances());
        TreeSet<String> flags = new TreeSet<>();
        List<Written> written = new ArrayList<>();
        try (Vault.Transit transit = vault.transit(taken.key())) {
            for (Channel channel : taken.channels()) {
                Path folder = Files.createDirectory(transit.folder().resolve("channel-" + written.size()));
                written.add(write(archive, taken, channel, folder, flags));
                requireTogether(written);
            }
            Written first = written.getFirst();
            List<Path> scans = written.stream().map(Written::scan).toList();
            String scanId = ingest.handOver(scans, taken.route(), first.subject());
            return new Converted(scanId, first.slices(), List.copyOf(flags));
        } catch (IOException failure) {
            throw VaultFaults.notUsable(failure);
        }
    }

    private Written write(Archive archive, Looked.Taken taken, Channel channel, Path folder, TreeSet<String> flags)
            throws IOException {
        Path instances = Files.createDirectory(folder.resolve("instances"));
        archive.web().fetch(channel.uids(), instances, options.bounds());
        try (DicomInput input = DicomInput.open(instances, options)) {
            Series series = input.onlySeries();
            requireAll(channel.instances(), series, archive);
            Path scan = folder.resolve("scan.nii");
            AnonymousScan.write(series, scan);
            if (channel.equals(taken.first())) {
                outlines.keep(taken.key(), series);
            }
            series.verdict().flags().stream().map(Flag::text).forEach(flags::add);
            return new Written(
                    scan,
                    series.requireGeometry(),
                    series.header().text(Attribute.FRAME_OF_REFERENCE_UID),
                    series.slices().size(),
                    vault.key().subjectOf(series));
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

    /** The last channel lies where the first does. */
    private static void requireTogether(List<Written> written) {
        int channel = written.size() - 1;
        Written first = written.getFirst();
        Written last = written.getLast();
        if (!last.frame().equals(first.frame())) {
            throw ChannelFaults.otherFrame(channel).exception();
        }
        GeometryGate.checkSameGrid(first.grid(), last.grid(), "channel " + channel);
    }
}
