package org.e2enet.catalogue;

import java.util.List;
import org.e2enet.contract.ObjectRef;

/**
 * That a scan leaves: document {@code deletions/<scanId>.json} until it is gone, so that a crash in the middle is mended by whoever
 * goes on.
 *
 * @param predictionIds made from the scan
 * @param objects that only the scan or what was made from it may refer to
 */
record Deletion(String scanId, List<String> predictionIds, List<ObjectRef> objects) {
    Deletion {
        predictionIds = List.copyOf(predictionIds);
        objects = List.copyOf(objects);
    }
}
