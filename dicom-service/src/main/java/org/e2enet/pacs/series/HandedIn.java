package org.e2enet.pacs.series;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.files.SourceFile;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.series.Flag;
import org.e2enet.dicom.series.Instance;
import org.e2enet.dicom.series.Series;
import org.e2enet.dicom.series.Slice;
import org.e2enet.faults.Fault;
import org.e2enet.pacs.archive.Archive;
import org.e2enet.pacs.archive.ArchiveFaults;
import org.e2enet.pacs.archive.SeriesUids;
import org.e2enet.pacs.vault.Vault;
import org.e2enet.pacs.vault.VaultFaults;

/**
 * Takes series that somebody hands in by storing them in an archive, as if a scanner had sent them: identifiers stay where they belong,
 * and from there on there is one way for all series. Thread safe.
 */
@Singleton
public final class HandedIn {
    private final Vault vault;
    private final Sightings sightings;
    private final SeriesLook look;
    private final Reading reading;

    @Inject
    HandedIn(Vault vault, Sightings sightings, SeriesLook look, Reading reading) {
        this.vault = vault;
        this.sightings = sightings;
        this.look = look;
        this.reading = reading;
    }

    /**
     * What was handed in.
     *
     * @param skipped files that were stepped over, counted by the code that says why
     */
    public record Answer(List<Item> series, Map<String, Integer> skipped) {}

    /**
     * A series of it.
     *
     * @param seriesKey of its case, where a route of one channel takes it; null where it is refused
     * @param refusal why it was not stored; null where it was
     */
    public record Item(String seriesKey, int instances, List<String> flags, Fault refusal) {}

    /**
     * Returns when the archive has the series and they are sure to be looked at.
     *
     * @param files a zip, or DICOM files; they stay where they are
     * @throws org.e2enet.faults.FaultException DCM-1xx to DCM-3xx where no series can be taken, DCM-41x, DCM-420 where the archive does not
     *     take them
     */
    public Answer take(List<Path> files, Archive archive) {
        try (Vault.Transit transit = vault.transit("handed-in");
                DicomInput input = DicomInput.open(together(files, transit.folder()), reading.options())) {
            List<Series> all = input.series();
            if (all.stream().allMatch(series -> refusal(series).isPresent())) {
                throw refusal(all.getFirst()).orElseThrow().exception();
            }
            Path object = transit.folder().resolve("object.dcm");
            List<Item> items = new ArrayList<>();
            for (Series series : all) {
                Optional<Fault> refusal = refusal(series);
                items.add(
                        refusal.isPresent()
                                ? new Item(null, series.instances(), List.of(), refusal.get())
                                : store(series, archive, object));
            }
            return new Answer(items, input.skipped());
        } catch (IOException failure) {
            throw VaultFaults.notUsable(failure);
        }
    }

    /** One file by itself, which may be a zip; several in a folder. */
    private static Path together(List<Path> files, Path folder) throws IOException {
        if (files.size() == 1) {
            return files.getFirst();
        }
        Path all = Files.createDirectory(folder.resolve("files"));
        for (Path file : files) {
            Files.createLink(all.resolve(file.getFileName()), file);
        }
        return all;
    }

    private Item store(Series series, Archive archive, Path object) throws IOException {
        List<Instance> instances =
                series.slices().stream().map(Slice::instance).distinct().toList();
        for (Instance instance : instances) {
            copy(instance.file(), object);
            archive.web().store(object);
        }
        SeriesUids uids = uids(series);
        sightings.tell(archive.name(), uids, Instant.now());
        // It may be more than was handed in: the archive may have had some of it.
        Channel stored = new Channel(uids, archive.web().instances(uids));
        return new Item(
                look.key(archive, List.of(stored)),
                stored.instances().size(),
                series.verdict().flags().stream().map(Flag::text).toList(),
                null);
    }

    private static SeriesUids uids(Series series) {
        return new SeriesUids(
                series.header().text(Attribute.STUDY_INSTANCE_UID),
                series.header().text(Attribute.SERIES_INSTANCE_UID));
    }

    /** What cannot stand in an address of the archive could never be asked for again. */
    private static Optional<Fault> refusal(Series series) {
        return series.verdict()
                .refusal()
                .or(() -> uids(series).areValid() ? Optional.empty() : Optional.of(ArchiveFaults.noUids()));
    }

    private static void copy(SourceFile from, Path to) throws IOException {
        try {
            from.look(bytes -> write(bytes, to));
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private static Path write(MemorySegment bytes, Path to) {
        try (FileChannel out = FileChannel.open(
                to, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var rest = bytes.asByteBuffer();
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            return to;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
