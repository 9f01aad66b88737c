package org.e2enet.testkit.login;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Logins for a {@code @QuarkusTest}, by a {@link TestIssuer} that its fields of that type get. */
public final class LoginsOn implements QuarkusTestResourceLifecycleManager {
    private TestIssuer issuer;
    private Path secret;

    @Override
    public Map<String, String> start() {
        issuer = TestIssuer.start();
        try {
            secret = Files.writeString(Files.createTempFile("e2enet-secret", ""), TestIssuer.CLIENT_SECRET);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Map.of(
                "security.issuer", issuer.address().toString(),
                "security.client-secret-file", secret.toString());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(issuer, field -> field.getType() == TestIssuer.class);
    }

    @Override
    public void stop() {
        issuer.close();
        try {
            Files.deleteIfExists(secret);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
