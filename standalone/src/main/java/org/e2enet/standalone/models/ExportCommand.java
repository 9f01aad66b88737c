package org.e2enet.standalone.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.engine.Model;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.torch.TorchScriptExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code e2enet export}: a trained model as a file for other programs. */
@Command(
        name = "export",
        description =
                "Writes a trained model as one file that other programs read. A checkpoint file needs no stack; a model by name comes "
                        + "from the one that is up, else from one for the time of the call.",
        footer = {"", "Example:", "  ./e2enet export --model run1-fold0 --format torchscript --out model.pt"})
public final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Option(
            names = "--model",
            paramLabel = "ID|FILE",
            required = true,
            description = "Id or alias of a model that training published, or a checkpoint file.")
    private String model;

    @Option(names = "--format", required = true, description = "${COMPLETION-CANDIDATES}, in lower case as well.")
    private ExportFormat format;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file to write or replace.")
    private Path out;

    /** What the file holds. */
    enum ExportFormat {
        /** Runs by itself in libtorch: masks applied, preprocessing not part of it. */
        TORCHSCRIPT,
        /** Weights, masks, plan, recipe: a checkpoint without what only training needs. */
        SAFETENSORS
    }

    /** The answer. */
    record Answer(String model, String format, String file, long bytes, long parameters, long activeKernels) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path target = Inputs.target(spec, "--out", out);
        PublishedModel named = PublishedModel.load(model, stackOptions.folder(), output.console());
        Checkpoint checkpoint = named.published()
                .map(published -> ServedParts.within(named.checkpoint(), published))
                .orElse(named.checkpoint());
        Model network = checkpoint.model();
        switch (format) {
            case TORCHSCRIPT -> TorchScriptExport.write(network, target);
            case SAFETENSORS -> checkpoint.forServing().save(target);
        }
        Answer answer = new Answer(
                model,
                format.name().toLowerCase(Locale.ROOT),
                out.toString(),
                Files.size(target),
                network.weights().values().stream()
                        .mapToLong(weight -> weight.values().length)
                        .sum(),
                network.topology().activeKernels());
        output.console().result(answer);
        output.console()
                .say("Wrote %s as %s: %s, %.1f MB, %.3f M parameters"
                        .formatted(model, answer.format(), out, answer.bytes() / 1e6, answer.parameters() / 1e6));
        return ExitCode.OK;
    }
}
