package org.e2enet.ingest.upload;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.imaging.formats.SingleFile;
import org.e2enet.ingest.config.IngestConfig;
import org.e2enet.ingest.problem.IngestFaults;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/**
 * Reads the form of an upload. A header whose voxels came as a second file is put into one with them: what is stored stands by itself.
 * The file after such a header holds its voxels, whatever the header calls it.
 */
@Singleton
final class UploadForm {
    private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,119}");

    /** What a pseudonym looks like: a name or a patient's id in clear does not get in by mistake. */
    private static final Pattern SUBJECT = Pattern.compile("[0-9a-v]{26}");

    private final long limitBytes;

    @Inject
    UploadForm(IngestConfig config) {
        this.limitBytes = config.uploadLimit().asLongValue();
    }

    /**
     * The scan of a form.
     *
     * @throws org.e2enet.faults.FaultException {@code ING-1xx} for a form that lacks something, {@code IMG-1xx} for a bad header
     */
    ScanFiles read(List<FileUpload> images, List<FileUpload> labels, String predictWith, String subject) {
        if (images == null || images.isEmpty()) {
            throw IngestFaults.noImage().exception();
        }
        if (predictWith != null && !ALIAS.matcher(predictWith).matches()) {
            throw IngestFaults.badAlias().exception();
        }
        if (subject != null && !SUBJECT.matcher(subject).matches()) {
            throw IngestFaults.badSubject().exception();
        }
        List<Path> made = new ArrayList<>();
        try {
            List<Path> whole = whole(images, made);
            List<Path> truth = labels == null ? List.of() : whole(labels, made);
            if (truth.size() > 1) {
                throw IngestFaults.labelFiles(truth.size()).exception();
            }
            return new ScanFiles(whole, truth.isEmpty() ? null : truth.getFirst(), predictWith, subject, made);
        } catch (RuntimeException failure) {
            ScanFiles.remove(made);
            throw failure;
        }
    }

    private List<Path> whole(List<FileUpload> uploads, List<Path> made) {
        List<Path> whole = new ArrayList<>();
        for (int n = 0; n < uploads.size(); n++) {
            Path file = uploads.get(n).uploadedFile();
            boolean detached = n + 1 < uploads.size() && SingleFile.isDetached(file);
            whole.add(detached ? joined(file, uploads.get(++n).uploadedFile(), made) : file);
        }
        return whole;
    }

    private Path joined(Path header, Path voxels, List<Path> made) {
        try {
            Path target = Files.createTempFile(header.toAbsolutePath().getParent(), "scan", ".nii");
            made.add(target);
            SingleFile.write(header, voxels, limitBytes, target);
            return target;
        } catch (IOException failure) {
            throw EdgeFaults.unexpected("uploaded file").exception(failure);
        }
    }
}
