package org.e2enet.standalone.console;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The installation's version, from the jar's manifest. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"e2enet " + current() + " on Java " + Runtime.version()};
    }

    /** Version of this build; {@code unpackaged} when the classes do not come from the jar. */
    public static String current() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "unpackaged");
    }
}
