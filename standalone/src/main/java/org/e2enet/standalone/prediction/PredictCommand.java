package org.e2enet.standalone.prediction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.network.engine.EngineName;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Progress;
import org.e2enet.standalone.datasets.CaseFiles;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code e2enet predict}. */
@Command(
        name = "predict",
        description =
                "Segments images with a model. Uses the stack that is up, else one for the time of the call. A failed "
                        + "image does not stop the others; exit status 1 then.",
        footer = {
            "",
            "Example:",
            "  ./e2enet predict scan.nii.gz --model brain --out segmentations",
            "  ./e2enet predict imagesTs --model brain --out segmentations"
        })
public final class PredictCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Parameters(
            paramLabel = "IMAGE|FOLDER",
            arity = "1..*",
            description =
                    "NIfTI files, the channels of one scan in several files joined by commas; or folders of them, "
                            + "channels named _0000, _0001 and on.")
    private List<String> images;

    @Option(names = "--model", paramLabel = "ALIAS", required = true, description = "Alias of the model.")
    private String alias;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Where segmentations go (default: here).")
    private Path out;

    @Option(names = "--overwrite", description = "Replace segmentations that are there (default: name them and go on).")
    private boolean overwrite;

    @Option(
            names = "--engine",
            description =
                    "${COMPLETION-CANDIDATES}, in lower case as well; a stack that is up has its own (default: its "
                            + "own, else sparse).")
    private EngineName engine;

    @Override
    public Integer call() throws InterruptedException {
        PredictedImages inputs = new PredictedImages(spec);
        inputs.check(images);
        Map<String, String> settings =
                engine == null ? Map.of() : Map.of("INFER_ENGINE", engine.wireName());
        Console console = output.console();
        List<Prediction> predictions = new ArrayList<>();
        makeFolder();
        try (StackSession session = StackSession.open(stackOptions.folder(), settings, console)) {
            ServedScans served = new ServedScans(session, alias, Optional.ofNullable(engine));
            List<CaseFiles> scans = inputs.cases(images, served.channels());
            SegmentationNames names = new SegmentationNames(out);
            for (CaseFiles scan : scans) {
                Prediction prediction = predict(served, scan, names.next(scan));
                predictions.add(prediction);
                console.say("[%d/%d] %s".formatted(predictions.size(), scans.size(), prediction.line()));
            }
        }
        console.result(predictions);
        return predictions.stream().allMatch(prediction -> prediction.error() == null)
                ? ExitCode.OK
                : ExitCode.SOFTWARE;
    }

    private Prediction predict(ServedScans served, CaseFiles scan, Path target) throws InterruptedException {
        try (Progress progress =
                new Progress(output.console(), target.getFileName().toString())) {
            requireFree(target);
            return Prediction.of(scan.name(), target, served.segment(scan, target, progress));
        } catch (FaultException failure) {
            return Prediction.failed(scan.name(), failure.fault());
        }
    }

    private void requireFree(Path target) {
        if (!overwrite && Files.exists(target)) {
            throw new Fault(
                            "CLI-603",
                            "a file is there already",
                            target.toString(),
                            "Give --overwrite to replace it, or another folder with --out.")
                    .exception();
        }
    }

    private void makeFolder() {
        try {
            Files.createDirectories(out);
        } catch (java.nio.file.FileAlreadyExistsException file) {
            throw new ParameterException(spec.commandLine(), "--out: " + out + " is a file", file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
