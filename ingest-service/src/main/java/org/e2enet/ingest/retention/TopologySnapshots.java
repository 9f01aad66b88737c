package org.e2enet.ingest.retention;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.e2enet.contract.ObjectRef;
import org.e2enet.faults.FaultException;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.store.ObjectStore;

/** Snapshots of masks: records of {@code masks.evolved} mention them, and no document does. */
final class TopologySnapshots {
    private static final String MASK = "mask.";

    private TopologySnapshots() {}

    /** Whether an object holds masks and nothing else. */
    static boolean isOne(ObjectStore objects, ObjectRef ref) {
        Optional<Path> file = objects.intactFile(ref);
        if (file.isEmpty()) {
            return false;
        }
        try (SafetensorsFile tensors = SafetensorsFile.open(file.get())) {
            return tensors.names().stream().allMatch(name -> name.startsWith(MASK));
        } catch (IOException | FaultException other) {
            return false;
        }
    }
}
