package org.e2enet.store.s3;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.e2enet.contract.ObjectRef;
import org.e2enet.store.ObjectAddress;

/**
 * Objects that are out of sight until it is known whether anybody wants them: copied to {@code aside/} inside the bucket, which knows no
 * renaming. Closing puts back what is left. Not thread safe.
 */
final class BucketAside implements AutoCloseable {
    static final String FOLDER = "aside/";

    private final Bucket bucket;
    private final Copying copying;
    private final Map<ObjectRef, String> asides = new LinkedHashMap<>();

    BucketAside(Bucket bucket, long copyBytes) {
        this.bucket = bucket;
        this.copying = new Copying(bucket, copyBytes);
    }

    /** Takes an object out of sight; one that is not there is passed over. */
    void take(ObjectRef ref) {
        String home = ObjectAddress.place(ref);
        String aside = FOLDER + UUID.randomUUID();
        if (copying.copy(home, aside, ref)) {
            asides.put(ref, aside);
            bucket.delete(home);
        }
    }

    Set<ObjectRef> refs() {
        return new HashSet<>(asides.keySet());
    }

    /** @return what was removed */
    Set<ObjectRef> removeAllBut(Set<ObjectRef> wanted) {
        Set<ObjectRef> removed = refs();
        removed.removeAll(wanted);
        for (ObjectRef ref : removed) {
            bucket.delete(asides.get(ref));
            asides.remove(ref);
        }
        return removed;
    }

    @Override
    public void close() {
        asides.forEach((ref, aside) -> {
            copying.copy(aside, ObjectAddress.place(ref), ref);
            bucket.delete(aside);
        });
    }
}
