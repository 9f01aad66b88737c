package org.e2enet.catalogue;

import java.util.List;
import org.e2enet.contract.ObjectRef;

/**
 * Label files that were given to a scan after it came: document {@code truths/<scanId>.json}.
 *
 * @param files oldest first; the last one counts
 */
record Truths(String scanId, List<ObjectRef> files) {
    Truths {
        files = List.copyOf(files);
    }
}
