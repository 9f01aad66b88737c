package org.e2enet.standalone.provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.e2enet.provenance.keys.TrustedKey;
import org.e2enet.provenance.statement.SignedStatement;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.stack.StackOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code e2enet provenance verify}. */
@Command(
        name = "verify",
        description =
                "Checks a statement's signature, and whether it is about a segmentation. Exit status 1 when anything was "
                        + "changed or the key is not trusted.",
        footer = {
            "",
            "Example:",
            "  ./e2enet provenance verify scan-provenance.json --segmentation scan-segmentation.nii.gz --key their.pub"
        })
final class ProvenanceVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Parameters(paramLabel = "FILE", description = "What 'predict --provenance' or GET /predictions/ID/statement gave.")
    private Path file;

    @Option(
            names = "--segmentation",
            paramLabel = "FILE",
            description =
                    "NIfTI, MetaImage or NRRD that the statement must be about: the same file, or the same labels.")
    private Path segmentation;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "PEM file of a public key to trust, more than once if wanted (default: the data folder's own).")
    private List<Path> keys;

    @Override
    public Integer call() throws IOException {
        Inputs.file(spec, file);
        byte[] bytes = Files.readAllBytes(file);
        SignedStatement signed = SignedStatement.verify(bytes, trusted());
        String recognised = segmentation == null
                ? null
                : StatedSegmentation.require(signed.statement(), Inputs.file(spec, segmentation));
        VerifiedStatement verified = VerifiedStatement.of(
                signed.keyId(), recognised, signed.statement().predicate());
        output.console().result(verified);
        if (!output.console().isJson()) {
            output.console().say(verified.text());
        }
        return ExitCode.OK;
    }

    private List<TrustedKey> trusted() {
        Stream<Path> files = keys == null ? Stream.of(stackOptions.folder().provenanceKey()) : keys.stream();
        return files.flatMap(each -> TrustedKey.read(each).stream()).toList();
    }
}
