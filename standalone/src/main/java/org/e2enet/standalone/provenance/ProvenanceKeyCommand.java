package org.e2enet.standalone.provenance;

import java.util.concurrent.Callable;
import org.e2enet.provenance.keys.SigningKey;
import org.e2enet.provenance.keys.TrustedKey;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.stack.StackOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code e2enet provenance key}. */
@Command(
        name = "key",
        description =
                "Prints the public key of the data folder's installation, for those who are to verify its statements.",
        footer = {"", "Example:", "  ./e2enet provenance key --data .e2enet > our.pub"})
final class ProvenanceKeyCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    /** {@code --json}. */
    record Answer(String keyId, String publicKey) {}

    @Override
    public Integer call() {
        TrustedKey key = SigningKey.read(stackOptions.folder().provenanceKey()).publicKey();
        output.console().result(new Answer(key.id(), key.pem()));
        if (!output.console().isJson()) {
            output.console().say(key.pem().stripTrailing());
        }
        return ExitCode.OK;
    }
}
