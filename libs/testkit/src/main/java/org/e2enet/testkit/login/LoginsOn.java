package org.e2enet.testkit.login;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.e2enet.broker.Certificate;
import org.e2enet.testkit.LivingFolder;

/**
 * Logins for a {@code @QuarkusTest}, by a {@link TestIssuer} that its fields of that type get. With {@link #AUTHORITY} the issuer speaks
 * HTTPS, and the file with its authority's certificate is handed on under that name.
 */
public final class LoginsOn implements QuarkusTestResourceLifecycleManager {
    public static final String AUTHORITY = "authority";

    private String authority;
    private TestIssuer issuer;
    private Path folder;

    @Override
    public void init(Map<String, String> settings) {
        authority = settings.get(AUTHORITY);
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> configuration = new HashMap<>();
        try {
            folder = Files.createTempDirectory("e2enet-logins");
            if (authority == null) {
                issuer = TestIssuer.start();
            } else {
                Certificate own = Certificate.authority(folder, "authority");
                issuer = TestIssuer.start(own.issue("issuer").context());
                configuration.put(authority, own.certificate().toString());
            }
            Path secret = Files.writeString(folder.resolve("secret"), TestIssuer.CLIENT_SECRET);
            configuration.put("security.client-secret-file", secret.toString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
        configuration.put("security.issuer", issuer.address().toString());
        return configuration;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(issuer, field -> field.getType() == TestIssuer.class);
    }

    @Override
    public void stop() {
        issuer.close();
        try {
            for (Path file : LivingFolder.paths(folder).reversed()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
