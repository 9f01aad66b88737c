package org.e2enet.infer.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Settings of signed statements. An unknown key below {@code provenance.} stops the start. */
@ConfigMapping(prefix = "provenance")
public interface ProvenanceConfig {
    /** Ed25519 key that signs, as PEM, of this user alone; made at the first start where there is no file. The same for all instances. */
    @WithDefault("provenance.key")
    Path keyFile();
}
