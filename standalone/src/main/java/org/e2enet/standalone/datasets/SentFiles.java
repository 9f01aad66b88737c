package org.e2enet.standalone.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.exchange.AnonymousScan;
import org.e2enet.dicom.exchange.LabelSegments;
import org.e2enet.dicom.seg.SegReader;
import org.e2enet.imaging.formats.SingleFile;

/**
 * The files of a case as they leave the user's folders: each whole by itself, none with a header that names a patient. Closing it
 * removes what was made for that.
 *
 * @param images one per channel, or one with all
 */
public record SentFiles(List<Path> images, Optional<Path> labels, Optional<Path> made) implements AutoCloseable {
    /** More than the largest upload that a service takes by default. */
    private static final long MOST_BYTES = 16L << 30;

    /**
     * @param definition says which value a segment of that name has
     * @throws org.e2enet.faults.FaultException the case's problem; {@code DCM-…} or {@code IMG-…} where its files are bad
     */
    public static SentFiles of(CaseFiles files, DatasetDefinition definition) {
        files.problem().ifPresent(problem -> {
            throw problem.exception();
        });
        try {
            Path folder = Files.createTempDirectory("e2enet-sent");
            try {
                return made(files, definition, folder);
            } catch (IOException | RuntimeException failure) {
                remove(folder);
                throw failure;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static SentFiles made(CaseFiles files, DatasetDefinition definition, Path folder) throws IOException {
        List<Path> images = new ArrayList<>();
        if (files.series().isPresent()) {
            Path scan = folder.resolve("image.nii.gz");
            AnonymousScan.write(files.series().get(), scan);
            images.add(scan);
        } else {
            for (Path image : files.images()) {
                images.add(whole(image, folder.resolve("image-" + images.size() + ".nii")));
            }
        }
        Optional<Path> labels = Optional.empty();
        if (files.labels().isPresent()) {
            labels = Optional.of(labels(files, definition, folder));
        }
        return new SentFiles(images, labels, Optional.of(folder));
    }

    private static Path labels(CaseFiles files, DatasetDefinition definition, Path folder) throws IOException {
        Path given = files.labels().orElseThrow();
        Path target = folder.resolve("labels.nii");
        if (files.series().isEmpty() || !DicomInput.isFile(given)) {
            return whole(given, target);
        }
        AnonymousScan.write(
                LabelSegments.valued(SegReader.read(given, files.series().get()), definition), target);
        return target;
    }

    private static Path whole(Path file, Path target) throws IOException {
        if (!SingleFile.isDetached(file)) {
            return file;
        }
        SingleFile.write(file, MOST_BYTES, target);
        return target;
    }

    @Override
    public void close() {
        made.ifPresent(SentFiles::remove);
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
