package org.e2enet.store.s3;

import java.time.Duration;
import java.time.Instant;
import org.e2enet.faults.FaultException;

/** What nobody waits for: what a crash left in the bucket, and local copies of objects that somebody has removed from it. */
final class Housekeeping implements Runnable {
    /** How long a removed scan may stay on other machines' disks. */
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final Bucket bucket;
    private final BucketObjects objects;
    private final LocalCopies copies;
    private final Copying copying;

    Housekeeping(Bucket bucket, BucketObjects objects, LocalCopies copies, Copying copying) {
        this.copying = copying;
        this.bucket = bucket;
        this.objects = objects;
        this.copies = copies;
    }

    /** Goes on until it is interrupted. */
    @Override
    public void run() {
        while (true) {
            try {
                tidyUp(Instant.now());
            } catch (FaultException away) {
                // The next time.
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    /** @param now what a crash left in the bucket long before that, goes */
    void tidyUp(Instant now) {
        Leftovers.remove(bucket, copying, now);
        copies.all().stream().filter(ref -> !objects.contains(ref)).forEach(copies::drop);
    }
}
