package org.e2enet.edge.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.edge.store.StoreProbe;
import org.e2enet.store.FileStore;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreReadinessTest {
    @TempDir
    private Path folder;

    @Test
    void shouldBeReadyWhileTheStoreCanBeWritten() throws IOException {
        FileStore store = new FileStore(folder.resolve("store"));
        StoreReadiness readiness = new StoreReadiness(new StoreProbe(new Catalogue(store), "some-service"));
        assertEquals(HealthCheckResponse.Status.UP, readiness.call().getStatus());

        Path documents = folder.resolve("store/documents");
        deleteAll(documents);
        Files.writeString(documents, "a file where a folder was");

        HealthCheckResponse down = readiness.call();
        assertEquals(HealthCheckResponse.Status.DOWN, down.getStatus());
        assertEquals("STO-", down.getData().orElseThrow().get("code").toString().substring(0, 4));
    }

    private static void deleteAll(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
