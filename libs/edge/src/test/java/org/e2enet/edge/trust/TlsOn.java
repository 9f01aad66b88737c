package org.e2enet.edge.trust;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.e2enet.broker.Certificate;
import org.e2enet.testkit.LivingFolder;

/** A service that speaks TLS alone, and only to who shows a certificate of its authority. */
public final class TlsOn implements QuarkusTestResourceLifecycleManager {
    /** Where a test's field of this type finds the files. */
    record TlsFiles(Path folder, Certificate authority) {
        Path callers() {
            return folder.resolve("callers.pem");
        }

        Path certificate() {
            return folder.resolve("shown.crt");
        }

        Path key() {
            return folder.resolve("shown.key");
        }

        /** As who renews it does. */
        void show(Certificate other) throws IOException {
            replace(certificate(), other.certificate());
            replace(key(), other.key());
        }

        void letIn(Certificate other) throws IOException {
            replace(callers(), other.certificate());
        }
    }

    private static long later;

    private TlsFiles files;

    private static void replace(Path file, Path by) throws IOException {
        Files.copy(by, file, StandardCopyOption.REPLACE_EXISTING);
        // Two changes within one tick of the file system's clock are told apart.
        later += 1_000;
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + later));
    }

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("e2enet-tls");
            files = new TlsFiles(folder, Certificate.authority(folder, "authority"));
            Certificate server = files.authority().issue("server");
            files.show(files.authority().issue("own"));
            files.letIn(files.authority());
            return Map.of(
                    "quarkus.http.ssl.certificate.files", server.certificate().toString(),
                    "quarkus.http.ssl.certificate.key-files", server.key().toString(),
                    "quarkus.http.test-ssl-port", "0",
                    "edge.trust", files.authority().certificate().toString(),
                    "edge.certificate", files.certificate().toString(),
                    "edge.key", files.key().toString(),
                    "edge.callers", files.callers().toString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(files, field -> field.getType() == TlsFiles.class);
    }

    @Override
    public void stop() {
        try {
            // Tests that follow in this process have nothing to show.
            SSLContext.setDefault(SSLContext.getInstance("Default"));
            for (Path file : LivingFolder.paths(files.folder()).reversed()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
