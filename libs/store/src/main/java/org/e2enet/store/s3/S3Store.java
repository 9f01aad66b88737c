package org.e2enet.store.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.e2enet.faults.FaultException;
import org.e2enet.files.AtomicFiles;
import org.e2enet.store.DocumentStore;
import org.e2enet.store.ObjectStore;
import org.e2enet.store.Orphans;
import org.e2enet.store.Store;
import org.e2enet.store.StoreAddress;
import org.e2enet.store.StoreFaults;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The store in a bucket. Processes on many machines may share it. On this one it holds copies of objects, in {@code copies/} below a
 * directory of its own.
 */
public final class S3Store implements Store {
    private static final System.Logger LOG = System.getLogger(S3Store.class.getName());

    /** From being told a path to opening it takes a moment; a machine at its limits may take longer. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final S3Settings settings;
    private final AwsCredentialsProvider credentials;
    private final S3Client client;
    private final CopiesFolder folder;
    private final Bucket bucket;
    private final ObjectStore objects;
    private final DocumentStore documents;
    private final Housekeeping housekeeping;
    private final Thread housekeeper;

    /**
     * Opens a store; the bucket is not asked yet.
     *
     * @throws FaultException {@code STO-204} when no region is known, {@code STO-201} when the local disk takes no copies
     */
    public S3Store(StoreAddress.Bucket address, S3Settings settings) {
        this(address, settings, new Local(GRACE, Files::newOutputStream, true));
    }

    /**
     * What tests have otherwise.
     *
     * @param grace how long a copy stays for whoever was given its path
     * @param sink how local files are opened for writing
     * @param housekeeping whether it is done
     */
    record Local(Duration grace, AtomicFiles.Sink sink, boolean housekeeping) {}

    S3Store(StoreAddress.Bucket address, S3Settings settings, Local how) {
        this.settings = settings;
        this.credentials = Clients.credentials(settings);
        this.client = client(settings, credentials);
        this.folder = folder(settings.local().resolve("copies"));
        this.bucket = new Bucket(client, address, settings.encryption());
        LocalCopies copies = new LocalCopies(settings.limits().copiesBytes(), how.grace(), System::nanoTime);
        BucketObjects held = new BucketObjects(bucket, folder, copies, settings.limits(), how.sink());
        this.objects = held;
        this.documents = new BucketDocuments(bucket);
        Orphans.remove(settings.local().resolve("tmp"));
        this.housekeeping = new Housekeeping(
                bucket, held, copies, new Copying(bucket, settings.limits().copyBytes()));
        this.housekeeper = Thread.ofVirtual().name("store-housekeeping").unstarted(housekeeping);
        if (how.housekeeping()) {
            housekeeper.start();
        }
    }

    private static S3Client client(S3Settings settings, AwsCredentialsProvider credentials) {
        try {
            return Clients.client(settings, credentials);
        } catch (SdkClientException unknown) {
            throw BucketFaults.noRegion().exception(unknown);
        }
    }

    private static CopiesFolder folder(Path shared) {
        try {
            return CopiesFolder.in(shared);
        } catch (IOException failure) {
            throw StoreFaults.notWritten("local copies", failure).exception(failure);
        }
    }

    @Override
    public ObjectStore objects() {
        return objects;
    }

    @Override
    public DocumentStore documents() {
        return documents;
    }

    @Override
    public void requireUsable() {
        requireCredentials();
        try {
            FirstCall.to(bucket);
        } catch (SdkException failure) {
            if (!BucketFaults.isPassing(failure)) {
                throw BucketFaults.unusable(failure).exception(failure);
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    BucketFaults.notRead("store.uri", failure).message());
        }
    }

    private void requireCredentials() {
        try {
            credentials.resolveCredentials();
        } catch (SdkClientException | IllegalStateException none) {
            throw BucketFaults.noCredentials(settings.credentialsFile().isPresent())
                    .exception(none);
        }
    }

    /** Where this process has its copies. */
    Path copies() {
        return folder.path();
    }

    /** @param now what a crash left in the bucket long before that, goes */
    void tidyUp(Instant now) {
        housekeeping.tidyUp(now);
    }

    @Override
    public void close() {
        housekeeper.interrupt();
        folder.close();
        client.close();
    }
}
