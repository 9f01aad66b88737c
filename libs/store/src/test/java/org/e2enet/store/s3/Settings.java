package org.e2enet.store.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.e2enet.files.AtomicFiles;
import org.e2enet.store.StoreAddress;

/** Settings of stores under test. */
final class Settings {
    static final long PART_BYTES = S3Settings.Limits.LEAST_PART_BYTES;
    static final S3Settings.Limits LIMITS = new S3Settings.Limits(100 << 20, PART_BYTES, PART_BYTES);

    private Settings() {}

    static S3Settings of(URI endpoint, Path credentials, Path local, S3Settings.Limits limits) {
        return new S3Settings(
                Optional.of(endpoint),
                Optional.empty(),
                true,
                Optional.of(credentials),
                "default",
                S3Settings.Encryption.OF_THE_BUCKET,
                local,
                limits);
    }

    static S3Settings with(S3Settings.Encryption encryption, S3Settings settings) {
        return new S3Settings(
                settings.endpoint(),
                settings.region(),
                settings.pathStyle(),
                settings.credentialsFile(),
                settings.profile(),
                encryption,
                settings.local(),
                settings.limits());
    }

    /** Without housekeeping, whose calls would come between. */
    static S3Store store(URI endpoint, Path folder) throws IOException {
        return store(endpoint, folder, S3Settings.Encryption.OF_THE_BUCKET);
    }

    static S3Store store(URI endpoint, Path folder, S3Settings.Encryption encryption) throws IOException {
        Path credentials = Files.writeString(
                folder.resolve("keys"), "[default]\naws_access_key_id=tests\naws_secret_access_key=tests\n");
        return new S3Store(
                new StoreAddress.Bucket("bucket", "prefix"),
                with(encryption, of(endpoint, credentials, folder.resolve("local"), LIMITS)),
                new S3Store.Local(Duration.ofMillis(100), Files::newOutputStream, false));
    }

    static S3Store.Local local(AtomicFiles.Sink sink) {
        return new S3Store.Local(Duration.ofMillis(100), sink, false);
    }
}
