package org.e2enet.standalone.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import org.e2enet.faults.Fault;

/** The folder the launcher script lies in; it passes it as {@code e2enet.home}. */
public final class Installation {
    private Installation() {}

    public static Path home() {
        return Path.of(System.getProperty("e2enet.home", ".")).toAbsolutePath().normalize();
    }

    /** The sample scans that come with it. */
    public static Path samples() {
        return home().resolve("samples").resolve("hemispheres");
    }

    /** The reference figures that come with it. */
    public static Path golden() {
        return home().resolve(Path.of("libs", "testkit", "src", "main", "resources", "golden"));
    }

    static Path requireJar(ServiceKind service) {
        Path jar = service.jar(home());
        if (!Files.isRegularFile(jar)) {
            throw new Fault(
                            "CLI-103",
                            "the service is not built",
                            jar.toString(),
                            "Build with ./mvnw -DskipTests package, or start through ./e2enet, which does.")
                    .exception();
        }
        return jar;
    }
}
