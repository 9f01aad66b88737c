package org.e2enet.ingest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.e2enet.bucket.BucketServer;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong about the store's place is named, and the service does not start with it. */
class StoreSettingsIT {
    @TempDir
    Path folder;

    @Test
    void shouldRefuseAnAddressThatIsNoneAndShowNothingOfIt() throws IOException {
        String log = endOf(Map.of("STORE_URI", "gs://somebody:a-secret@bucket/prefix"));

        assertTrue(log.contains("STO-107"), log);
        assertFalse(log.contains("a-secret"), log);
    }

    @Test
    void shouldRefuseKeysThatDoNotOpenTheBucket() throws IOException {
        try (BucketServer server = BucketServer.start(folder.resolve("s3"))) {
            Map<String, String> settings = new HashMap<>(server.environment("ingest"));
            Path keys = server.wrongCredentials();
            settings.put("STORE_S3_CREDENTIALS_FILE", keys.toString());
            String log = endOf(settings);

            assertTrue(log.contains("STO-204") && log.contains("403"), log);
            String secret = Files.readString(keys);
            assertFalse(
                    log.contains(secret.substring(secret.lastIndexOf('=') + 1).trim()), "keys are logged");
        }
    }

    private String endOf(Map<String, String> settings) throws IOException {
        Path log = folder.resolve("log");
        Map<String, String> all = new HashMap<>(settings);
        all.put("STORE_DIRECTORY", folder.resolve("store").toString());
        try (ServiceProcess service = ServiceProcess.start(log, all)) {
            Awaitility.await("the service's end").atMost(Patience.LONG).until(() -> !service.isAlive());
        }
        return Files.readString(log);
    }
}
