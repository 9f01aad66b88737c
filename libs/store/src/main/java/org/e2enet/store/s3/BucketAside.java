package org.e2enet.store.s3;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.e2enet.contract.ObjectRef;
import org.e2enet.faults.FaultException;
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

    /** Takes an object out of sight; one that is not there is passed over, unless a removal that was killed left it aside. */
    void take(ObjectRef ref) {
        String home = ObjectAddress.place(ref);
        String aside = FOLDER + ObjectAddress.aside(ref);
        if (copying.copy(home, aside, ref)) {
            asides.put(ref, aside);
            bucket.delete(home);
        } else {
            takeLeft(ref);
        }
    }

    private void takeLeft(ObjectRef ref) {
        for (Bucket.Listed left : bucket.list(FOLDER + ref.sha256() + ".")) {
            String known = asides.putIfAbsent(ref, left.place());
            if (known != null) {
                bucket.delete(left.place());
            }
        }
    }

    Set<ObjectRef> refs() {
        return new HashSet<>(asides.keySet());
    }

    /**
     * @return what was removed
     * @throws FaultException of the first failure, after the others are gone
     */
    Set<ObjectRef> removeAllBut(Set<ObjectRef> wanted) {
        Set<ObjectRef> unwanted = refs();
        unwanted.removeAll(wanted);
        each(unwanted, ref -> {
            bucket.delete(asides.get(ref));
            asides.remove(ref);
        });
        return unwanted;
    }

    /** @throws FaultException of the first failure, after the others are back; housekeeping puts those that failed back later */
    @Override
    public void close() {
        each(asides.keySet(), ref -> putBack(bucket, copying, asides.get(ref), ref));
    }

    /** Where it was stored again meanwhile, the two have one content. */
    static void putBack(Bucket bucket, Copying copying, String aside, ObjectRef ref) {
        String home = ObjectAddress.place(ref);
        if (bucket.head(home).isPresent() || copying.copy(aside, home, ref)) {
            bucket.delete(aside);
        }
    }

    private static void each(Set<ObjectRef> refs, Consumer<ObjectRef> work) {
        FaultException failures = null;
        for (ObjectRef ref : Set.copyOf(refs)) {
            try {
                work.accept(ref);
            } catch (FaultException failure) {
                if (failures == null) {
                    failures = failure;
                } else {
                    failures.addSuppressed(failure);
                }
            }
        }
        if (failures != null) {
            throw failures;
        }
    }
}
