package org.e2enet.standalone.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.e2enet.faults.Fault;

/**
 * All that a local stack keeps: {@code kafka} (records), {@code store} (scans, models, segmentations), {@code logs},
 * {@code installation.key} (with which pseudonyms of patients are made), {@code provenance.key} (which signs statements), {@code vault} (where there is an archive: identifiers of
 * series under way), and {@code stack.json} and {@code stack.lock} while it runs.
 */
public record DataFolder(Path root) {
    /** As much as one Kafka record at most, so that a disk that is all but full is noticed. */
    private static final int TRIAL_BYTES = 1 << 20;

    public DataFolder {
        root = root.toAbsolutePath().normalize();
    }

    public Path kafka() {
        return root.resolve("kafka");
    }

    public Path store() {
        return root.resolve("store");
    }

    /** Of dicom-service alone. */
    public Path vault() {
        return root.resolve("vault");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    /** The secret that pseudonyms are made with; made when it is first needed. */
    public Path installationKey() {
        return root.resolve("installation.key");
    }

    /** The key that statements are signed with; infer-service makes it at its first start. */
    public Path provenanceKey() {
        return root.resolve("provenance.key");
    }

    /** Where a snapshot lies until it is copied away; another name for the same files where they are never changed. */
    Path staging() {
        return root.resolve("snapshot");
    }

    /** Where a backup lies while it is put back; there as long as that is not done. */
    public Path unfinishedRestore() {
        return root.resolve("restore.unfinished");
    }

    /** @throws org.e2enet.faults.FaultException CLI-117 where a backup was put back in part */
    void requireRestored() {
        if (Files.exists(unfinishedRestore())) {
            throw unfinished("call './e2enet restore' again with the same backup: it goes on")
                    .exception();
        }
    }

    /** @param mend what to do */
    public Fault unfinished(String mend) {
        return new Fault(
                "CLI-117",
                "a backup is not put back whole into this data folder",
                unfinishedRestore().toString(),
                "Wait for 'restore', if it runs; if it was interrupted, " + mend
                        + ". Or choose another folder with --data.");
    }

    Path snapshotRequest() {
        return root.resolve("snapshot.request");
    }

    Path snapshotAnswer() {
        return root.resolve("snapshot.answer");
    }

    Path state() {
        return root.resolve("stack.json");
    }

    /** Held by the process that runs the broker. */
    Path lock() {
        return root.resolve("stack.lock");
    }

    /**
     * Makes what is not there and tries whether it can be written to.
     *
     * @throws org.e2enet.faults.FaultException CLI-110 when it cannot: read-only, full, another user's
     */
    void make() {
        for (Path folder : List.of(kafka(), store(), logs())) {
            try {
                Files.createDirectories(folder);
                Path trial = Files.createTempFile(folder, "trial", ".tmp");
                try {
                    Files.write(trial, new byte[TRIAL_BYTES], StandardOpenOption.SYNC);
                } finally {
                    Files.deleteIfExists(trial);
                }
            } catch (IOException failure) {
                throw new Fault(
                                "CLI-110",
                                "the data folder cannot be written to ("
                                        + failure.getClass().getSimpleName() + ")",
                                folder.toString(),
                                "Free space on its disk, give this user the right to write there, or choose another with"
                                        + " --data.")
                        .exception(failure);
            }
        }
    }
}
