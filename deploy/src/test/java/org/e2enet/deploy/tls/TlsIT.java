package org.e2enet.deploy.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.awaitility.Awaitility;
import org.e2enet.broker.Certificate;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.deploy.docker.Container;
import org.e2enet.deploy.kafka.TopicList;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that speaks TLS alone, the console in front of it that trusts it, and certificates that are replaced while both run. */
class TlsIT {
    @TempDir
    private Path folder;

    private final List<Container> containers = new ArrayList<>();
    private EmbeddedKafka kafka;
    private Path certificate;
    private Path key;

    @BeforeEach
    void start() throws Exception {
        kafka = new EmbeddedKafka(folder.resolve("kafka"), 0).start();
        kafka.createTopics(TopicList.topics());
        certificate = folder.resolve("tls.crt");
        key = folder.resolve("tls.key");
    }

    @AfterEach
    void end() {
        containers.forEach(Container::close);
        kafka.close();
    }

    @Test
    void shouldSpeakTlsBetweenServicesAndTakeANewCertificateWhileTheyRun() throws Exception {
        install(Certificate.make(folder, "first"));
        Path trusted = Files.copy(certificate, folder.resolve("trusted.crt"));
        Container ingest = start(
                ServiceKind.INGEST,
                Map.of(
                        "QUARKUS_HTTP_SSL_CERTIFICATE_FILES", certificate.toString(),
                        "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES", key.toString(),
                        "QUARKUS_HTTP_SSL_CERTIFICATE_RELOAD_PERIOD", "30s",
                        "QUARKUS_HTTP_SSL_PORT", "0",
                        "QUARKUS_HTTP_INSECURE_REQUESTS", "disabled"));
        String secure = "https://localhost:" + ingest.port().orElseThrow();
        Container console =
                start(ServiceKind.CONSOLE, Map.of("CONSOLE_INGEST", secure, "EDGE_TRUST", trusted.toString()));
        Container stranger = start(ServiceKind.CONSOLE, Map.of("CONSOLE_INGEST", secure));

        assertEquals(200, get(console, "/api/ingest/datasets").statusCode());
        // A service on a busy machine may be late once.
        Awaitility.await()
                .atMost(Patience.LONG)
                .until(() -> get(console, "/api/views/operations").body().contains("\"ready\":true"));
        assertEquals(502, get(stranger, "/api/ingest/datasets").statusCode(), "who does not trust it gets nothing");
        assertThrows(
                IOException.class,
                () -> ask(URI.create(secure.replace("https", "http") + "/datasets")),
                "plain HTTP finds nobody");

        X509Certificate first = shownBy(ingest);
        install(Certificate.make(folder, "second"));
        // While key and certificate are changed one after the other, no handshake may come about.
        Awaitility.await().atMost(Patience.LONG).ignoreExceptions().until(() -> !shownBy(ingest)
                .equals(first));
        Files.copy(certificate, trusted, StandardCopyOption.REPLACE_EXISTING);
        Awaitility.await()
                .atMost(Patience.LONG)
                .until(() -> get(console, "/api/ingest/datasets").statusCode() == 200);
        assertTrue(containers.stream().allMatch(Container::isAlive), "nothing was started again");
    }

    private void install(Certificate made) throws IOException {
        Files.copy(made.key(), key, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(made.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
    }

    private Container start(ServiceKind service, Map<String, String> settings) throws IOException {
        Path own = Files.createDirectories(folder.resolve(service + "-" + containers.size()));
        Map<String, String> all = new HashMap<>(settings);
        all.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        all.put("JAVA_OPTS_APPEND", "-Xmx256m");
        Container container = Container.start(service, own, all);
        containers.add(container);
        Awaitility.await(service.serviceName())
                .atMost(Patience.LONG)
                .failFast(() -> !container.isAlive())
                .until(() -> container.port().isPresent());
        return container;
    }

    private static HttpResponse<String> get(Container container, String path) throws IOException, InterruptedException {
        return ask(URI.create("http://127.0.0.1:" + container.port().orElseThrow() + path));
    }

    private static HttpResponse<String> ask(URI address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        }
    }

    /** The certificate that a service shows to whoever comes, trusted or not. */
    private static X509Certificate shownBy(Container container) throws Exception {
        SSLContext looking = SSLContext.getInstance("TLS");
        looking.init(null, new TrustManager[] {new Looking()}, null);
        int port = Integer.parseInt(container.port().orElseThrow());
        try (SSLSocket socket = (SSLSocket) looking.getSocketFactory().createSocket("localhost", port)) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static final class Looking implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("asks no client");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // What is shown is looked at, not trusted.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
