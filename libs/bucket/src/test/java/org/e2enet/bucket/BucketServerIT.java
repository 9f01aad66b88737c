package org.e2enet.bucket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BucketServerIT {
    @TempDir
    Path folder;

    @Test
    void shouldAnswerWhoHasNoKeysUntilItIsStoppedAndAgainAfterwards() throws Exception {
        try (BucketServer server = BucketServer.start(folder)) {
            assertEquals(403, status(server));
            server.stop();
            assertThrows(ConnectException.class, () -> status(server));
            server.start();
            assertEquals(403, status(server));
        }
    }

    private static int status(BucketServer server) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(server.endpoint()).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
