package org.e2enet.edge.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.e2enet.broker.Certificate;
import org.e2enet.client.tls.CallingTls;
import org.e2enet.client.tls.KeyFiles;
import org.e2enet.client.tls.TrustFile;
import org.e2enet.edge.trust.TlsOn.TlsFiles;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service with {@code edge.callers}, over real HTTPS. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
@WithTestResource(TlsOn.class)
class MutualTlsIT {
    TlsFiles files;

    @TestHTTPResource(tls = true)
    URI secure;

    @TestHTTPResource
    URI plain;

    @Inject
    Trust trust;

    @Inject
    Vertx vertx;

    @AfterEach
    void asBefore() throws Exception {
        files.letIn(files.authority());
    }

    @Test
    void shouldRefuseWhoShowsNoCertificateButProbesAndPrometheus() throws Exception {
        HttpClient nobody = client(CallingTls.of(authority(), Optional.empty(), Optional.empty()));

        refused(get(nobody, secure, "/tiny"));
        refused(get(nobody, secure, "/q/openapi"));
        refused(get(nobody, secure, "/nowhere"));
        refused(get(nobody, secure, "/q/health/../../tiny"));
        refused(get(nobody, plain, "/tiny"));
        for (String open : new String[] {"/q/health/live", "/q/health/ready", "/q/metrics"}) {
            assertEquals(200, get(nobody, secure, open).statusCode(), open);
        }
    }

    @Test
    void shouldRefuseWhoShowsACertificateOfAStrangersAuthority() throws Exception {
        Certificate strange = Certificate.authority(files.folder(), "strange").issue("stranger");
        KeyFiles key = new KeyFiles(strange.certificate(), strange.key());

        refused(get(
                client(new CallingTls(authority().map(TrustFile::besideTheJdks), Optional.of(key))), secure, "/tiny"));
        SSLContext insisting = SSLContext.getInstance("TLS");
        insisting.init(
                new KeyManager[] {new Insisting(key)},
                new TrustManager[] {TrustFile.alone(files.authority().certificate())},
                null);
        HttpClient client = HttpClient.newBuilder().sslContext(insisting).build();
        assertThrows(IOException.class, () -> get(client, secure, "/q/health/live"));
    }

    @Test
    void shouldLetItsOwnClientsIn() throws Exception {
        assertEquals(200, get(HttpClient.newHttpClient(), secure, "/tiny").statusCode(), "the process's");

        int status = vertx.createHttpClient(trust.givenTo(new HttpClientOptions().setSsl(true)))
                .request(HttpMethod.GET, secure.getPort(), secure.getHost(), "/tiny")
                .compose(HttpClientRequest::send)
                .map(answer -> answer.statusCode())
                .toCompletionStage()
                .toCompletableFuture()
                .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        assertEquals(200, status, "the gateway's");
    }

    @Test
    void shouldTakeExchangedCertificatesUpWithoutARestart() throws Exception {
        Certificate next = Certificate.authority(files.folder(), "next");
        CallingTls ours = CallingTls.of(authority(), Optional.of(files.certificate()), Optional.of(files.key()));
        HttpClient open = client(ours);
        assertEquals(200, get(open, secure, "/tiny").statusCode());

        files.letIn(next);
        refused(get(open, secure, "/tiny"));
        files.show(next.issue("of next"));
        assertEquals(200, get(client(ours), secure, "/tiny").statusCode());
        files.letIn(files.authority());
        refused(get(client(ours), secure, "/tiny"));

        files.show(files.authority().issue("renewed"));
        assertEquals(200, get(client(ours), secure, "/tiny").statusCode());
    }

    private Optional<Path> authority() {
        return Optional.of(files.authority().certificate());
    }

    private static HttpClient client(CallingTls tls) {
        return HttpClient.newBuilder().sslContext(tls.context()).build();
    }

    private static HttpResponse<String> get(HttpClient client, URI service, String path)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(service.getScheme() + "://" + service.getAuthority() + path))
                        .timeout(Patience.LONG)
                        .build(),
                BodyHandlers.ofString());
    }

    private static void refused(HttpResponse<String> answer) {
        assertEquals(403, answer.statusCode(), answer::body);
        assertTrue(answer.body().contains("EDG-118"), answer::body);
    }

    /** Shows its certificate whatever authorities are asked for. */
    private static final class Insisting extends X509ExtendedKeyManager {
        private final KeyFiles key;

        private Insisting(KeyFiles key) {
            this.key = key;
        }

        @Override
        public String chooseEngineClientAlias(String[] kinds, Principal[] authorities, SSLEngine engine) {
            return key.chooseEngineClientAlias(kinds, null, engine);
        }

        @Override
        public String chooseClientAlias(String[] kinds, Principal[] authorities, Socket socket) {
            return key.chooseClientAlias(kinds, null, socket);
        }

        @Override
        public String[] getClientAliases(String kind, Principal[] authorities) {
            return key.getClientAliases(kind, null);
        }

        @Override
        public X509Certificate[] getCertificateChain(String name) {
            return key.getCertificateChain(name);
        }

        @Override
        public PrivateKey getPrivateKey(String name) {
            return key.getPrivateKey(name);
        }

        @Override
        public String chooseServerAlias(String kind, Principal[] authorities, Socket socket) {
            return null;
        }

        @Override
        public String[] getServerAliases(String kind, Principal[] authorities) {
            return null;
        }
    }
}
