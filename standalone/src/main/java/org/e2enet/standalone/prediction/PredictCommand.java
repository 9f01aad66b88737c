package org.e2enet.standalone.prediction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.e2enet.faults.FaultException;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.datasets.CaseFiles;
import org.e2enet.standalone.models.EngineName;
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
        footer = {"", "Example:", "  ./e2enet predict scan.nii.gz --model brain --out segmentations"})
public final class PredictCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Parameters(
            paramLabel = "IMAGE",
            arity = "1..*",
            description = "NIfTI files; the channels of one scan in several files are joined by commas.")
    private List<String> images;

    @Option(names = "--model", paramLabel = "ALIAS", required = true, description = "Alias of the model.")
    private String alias;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Where segmentations go (default: here).")
    private Path out;

    @Option(
            names = "--engine",
            description = "${COMPLETION-CANDIDATES}; a stack that is up has its own (default: its own, else torch).")
    private EngineName engine;

    @Override
    public Integer call() throws InterruptedException {
        List<CaseFiles> scans = images.stream().map(this::files).toList();
        Map<String, String> settings =
                engine == null ? Map.of() : Map.of("INFER_ENGINE", engine.name().toLowerCase(Locale.ROOT));
        Console console = output.console();
        List<Prediction> predictions = new ArrayList<>();
        makeFolder();
        try (StackSession session = StackSession.open(stackOptions.folder(), settings, console)) {
            ServedScans served = new ServedScans(session, stackOptions.folder(), alias, Optional.ofNullable(engine));
            for (int i = 0; i < scans.size(); i++) {
                String image = images.get(i);
                console.progress("[%d/%d] %s ...".formatted(i + 1, scans.size(), image));
                Prediction prediction = predict(served, image, scans.get(i));
                predictions.add(prediction);
                console.say("[%d/%d] %s".formatted(i + 1, scans.size(), line(prediction)));
            }
        }
        console.result(predictions);
        return predictions.stream().allMatch(prediction -> prediction.error() == null)
                ? ExitCode.OK
                : ExitCode.SOFTWARE;
    }

    private CaseFiles files(String image) {
        List<Path> channels = Arrays.stream(image.split(","))
                .map(Path::of)
                .map(file -> Inputs.file(spec, file))
                .toList();
        return new CaseFiles(channels, Optional.empty(), false);
    }

    private Prediction predict(ServedScans served, String image, CaseFiles files) throws InterruptedException {
        try {
            Path target = out.resolve(segmentationName(files.images().getFirst()));
            return Prediction.of(image, target.toString(), served.segment(files, target));
        } catch (FaultException failure) {
            return Prediction.failed(image, failure.fault());
        }
    }

    /** {@code scan_0000.nii.gz} becomes {@code scan_0000-segmentation.nii.gz}: never the input's own name. */
    private static String segmentationName(Path image) {
        return image.getFileName().toString().replaceFirst("\\.nii(\\.gz)?$", "") + "-segmentation.nii.gz";
    }

    private static String line(Prediction prediction) {
        if (prediction.error() != null) {
            return prediction.image() + " failed: " + prediction.error().message();
        }
        double seconds = prediction.seconds().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        return "%s -> %s (%s, %d windows, %.1f s)"
                .formatted(
                        prediction.image(),
                        prediction.segmentation(),
                        prediction.engine(),
                        prediction.windows(),
                        seconds);
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
