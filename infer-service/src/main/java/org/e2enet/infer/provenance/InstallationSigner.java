package org.e2enet.infer.provenance;

import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.KnownKey;
import org.e2enet.infer.config.ProvenanceConfig;
import org.e2enet.provenance.keys.SigningKey;
import org.e2enet.provenance.statement.SignedStatement;
import org.e2enet.provenance.statement.Statement;

/** Signs for the installation. A key that cannot be used stops the start: better than segmentations that nobody can prove. Thread safe. */
@Startup
@Singleton
final class InstallationSigner {
    private final SigningKey key;
    private final Catalogue catalogue;
    private volatile boolean known;

    @Inject
    InstallationSigner(ProvenanceConfig config, Catalogue catalogue) {
        this.key = SigningKey.readOrMake(config.keyFile());
        this.catalogue = catalogue;
    }

    byte[] sign(Statement statement) {
        if (!known) {
            // Before the first signature, not at the start: the store may be full or away then.
            catalogue.knownKeys().keep(own());
            known = true;
        }
        return SignedStatement.sign(statement, key);
    }

    /** Every key that ever signed here, oldest first; the one that signs now is among them. */
    List<KnownKey> keys() {
        Optional<KnownKey> own =
                catalogue.knownKeys().contains(key.publicKey().id()) ? Optional.empty() : Optional.of(own());
        return Stream.concat(catalogue.knownKeys().all().map(entry -> entry.value()), own.stream())
                .sorted((one, other) -> one.since().compareTo(other.since()))
                .toList();
    }

    private KnownKey own() {
        return new KnownKey(key.publicKey().id(), key.publicKey().pem(), Instant.now());
    }
}
