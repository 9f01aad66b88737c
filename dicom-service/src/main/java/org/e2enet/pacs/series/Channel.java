package org.e2enet.pacs.series;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.e2enet.pacs.archive.SeriesUids;
import org.e2enet.store.Sha256;

/**
 * A series as one channel of a scan.
 *
 * @param instances identifiers of its instances, as the archive lists them; sorted
 */
record Channel(SeriesUids uids, List<String> instances) {
    Channel {
        instances = List.copyOf(instances);
    }

    /** Of its instances' identifiers: another where it has grown or shrunk. */
    String digest() {
        return digest(instances);
    }

    static String digest(List<String> instances) {
        return Sha256.of(String.join("\n", instances).getBytes(StandardCharsets.US_ASCII));
    }

    /** Nothing of it: for logs. */
    @Override
    public String toString() {
        return "Channel";
    }
}
