package org.e2enet.bucket;

import java.util.Arrays;
import org.gaul.s3proxy.Main;

/** The server's process; it ends when whoever started it has, however that ended. */
final class BucketProcess {
    private BucketProcess() {}

    /** @param arguments id of the process that started this one, then the server's own */
    public static void main(String[] arguments) throws Exception {
        ProcessHandle.of(Long.parseLong(arguments[0]))
                .ifPresentOrElse(
                        starter -> starter.onExit()
                                .thenRun(() -> Runtime.getRuntime().halt(0)),
                        () -> Runtime.getRuntime().halt(0));
        Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
    }
}
