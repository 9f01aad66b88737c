package org.e2enet.ingest.inbox;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.exchange.AnonymousScan;
import org.e2enet.dicom.exchange.InstallationKey;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.dicom.series.Series;
import org.e2enet.faults.FaultException;
import org.e2enet.imaging.formats.SingleFile;
import org.e2enet.ingest.config.IngestConfig;
import org.e2enet.ingest.problem.IngestFaults;
import org.e2enet.ingest.upload.ScanFiles;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What an entry of the inbox holds: a file of any image format, a folder of images (channels in the order of their names, labels in a file
 * {@code labels.…}), or DICOM in a folder, zip or file, each series a scan.
 */
@Singleton
final class EntryScans {
    private static final String LABELS = "labels.";
    private static final List<String> IMAGES =
            List.of(".nii", ".nii.gz", ".hdr", ".hdr.gz", ".mha", ".mhd", ".nrrd", ".nhdr");

    private final long limitBytes;
    private final Path temporary;
    private final Optional<Path> keyFile;

    @Inject
    EntryScans(IngestConfig config, @ConfigProperty(name = "quarkus.http.body.uploads-directory") Path temporary) {
        this.limitBytes = config.uploadLimit().asLongValue();
        this.temporary = temporary;
        this.keyFile = config.keyFile();
    }

    /** Whether the entry is a file of voxels: it goes with the header beside it, or waits for that. */
    static boolean isVoxels(Path path) {
        String name = path.getFileName().toString();
        return List.of(".img", ".img.gz", ".raw", ".zraw", ".raw.gz").stream().anyMatch(name::endsWith);
    }

    /**
     * Hands every scan of an entry on, one after another.
     *
     * @param take closes it; what it throws ends that scan only
     * @throws org.e2enet.faults.FaultException {@code ING-115} where there is none, {@code DCM-…} and {@code IMG-…} for bad files
     */
    void each(InboxEntry entry, Consumer<ScanFiles> take, Consumer<FaultException> refused) throws IOException {
        Path path = entry.path();
        List<Path> images = Files.isDirectory(path) ? images(path) : List.of();
        if (Files.isDirectory(path) ? images.isEmpty() : DicomInput.isFile(path)) {
            series(entry, take, refused);
            return;
        }
        List<Path> made = new ArrayList<>();
        try {
            Path labels = null;
            List<Path> channels = new ArrayList<>();
            for (Path file : images.isEmpty() ? List.of(path) : images) {
                Path whole = whole(file, made);
                if (file.getFileName().toString().startsWith(LABELS)) {
                    labels = whole;
                } else {
                    channels.add(whole);
                }
            }
            take.accept(new ScanFiles(channels, labels, entry.alias().orElse(null), null, made));
        } finally {
            // What never was handed on would lie there for a day.
            for (Path file : made) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void series(InboxEntry entry, Consumer<ScanFiles> take, Consumer<FaultException> refused)
            throws IOException {
        try (DicomInput input = DicomInput.open(entry.path(), ReadOptions.DEFAULT)) {
            List<Series> images =
                    input.series().stream().filter(Series::isImage).toList();
            if (images.isEmpty()) {
                throw IngestFaults.emptyEntry().exception();
            }
            for (Series series : images) {
                Path scan = temporaryFile();
                try {
                    AnonymousScan.write(series, scan);
                    take.accept(new ScanFiles(
                            List.of(scan), null, entry.alias().orElse(null), subject(series), List.of(scan)));
                } catch (FaultException failure) {
                    refused.accept(failure);
                } finally {
                    Files.deleteIfExists(scan);
                }
            }
        }
    }

    private String subject(Series series) {
        return keyFile.map(InstallationKey::readOrMake)
                .flatMap(key -> key.subjectOf(series))
                .orElse(null);
    }

    private Path whole(Path file, List<Path> made) throws IOException {
        if (!SingleFile.isDetached(file)) {
            return file;
        }
        Path target = temporaryFile();
        made.add(target);
        SingleFile.write(file, limitBytes, target);
        return target;
    }

    private Path temporaryFile() throws IOException {
        Files.createDirectories(temporary);
        return Files.createTempFile(temporary, "inbox", ".nii");
    }

    private static List<Path> images(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> IMAGES.stream().anyMatch(file.toString()::endsWith))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
