package org.e2enet.standalone.prediction;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.e2enet.contract.ClassLabels;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.PredictionMap;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.quality.Quality;
import org.e2enet.contract.quality.QualityReference;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.faults.Fault;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.EngineName;
import org.e2enet.prediction.FilePredictor;
import org.e2enet.prediction.PeakMemory;
import org.e2enet.prediction.Predictor;
import org.e2enet.prediction.Segmentation;
import org.e2enet.prediction.StageClock;
import org.e2enet.prediction.quality.ScanMeasures;
import org.e2enet.prediction.window.WindowProgress;
import org.e2enet.prediction.window.WindowSettings;
import org.e2enet.standalone.console.Progress;
import org.e2enet.standalone.datasets.CaseFiles;
import org.e2enet.standalone.datasets.SentFiles;
import org.e2enet.standalone.models.Engines;
import org.e2enet.standalone.models.ServedParts;

/** A model in a file, in this process: the same steps as through a stack, to the same bytes. Not thread safe. */
final class FileModel implements ScanSegmenter {
    /** Where neither data set nor plan says a spacing. */
    private static final Spacing UNTOLD = new Spacing(1, 1, 1);

    private final String name;
    private final Path file;
    private final DatasetDefinition definition;
    private final EngineName engine;
    private final Plan plan;
    private final CompiledNetwork network;
    private final FilePredictor predictor;
    private final Optional<QualityReference> reference;
    private final ClassLabels labels;

    /**
     * @param windows of those that infer-service would take by default
     * @throws org.e2enet.faults.FaultException NET-xxx when it is no checkpoint, CLI-604 when it says too little to be used
     */
    FileModel(Path file, EngineName engine, UnaryOperator<WindowSettings> windows, Set<PredictionMap> maps) {
        Checkpoint checkpoint = read(file);
        this.name = file.getFileName().toString();
        this.file = file;
        this.engine = engine;
        this.plan = checkpoint.description().plan();
        if (plan.patch() == null) {
            throw incomplete("no patch");
        }
        ServedParts parts = ServedParts.of(checkpoint);
        if (!parts.postProcessing().fits(plan.classes())) {
            throw incomplete("post-processing of " + parts.postProcessing().ofLabels() + " but not what these are");
        }
        this.definition = parts.definition().orElseGet(this::unnamed);
        Preparation preparation = preparation(checkpoint, parts.definition());
        Recipe recipe = Optional.ofNullable(checkpoint.description().recipe()).orElse(Recipe.paper(0));
        WindowSettings window = windows.apply(WindowSettings.trained(recipe));
        this.network = Engines.open(engine).compile(checkpoint.model(), plan.patch());
        this.reference = parts.reference();
        this.labels = parts.definition()
                .map(definition -> ClassLabels.of(definition, plan.classes()))
                .orElseGet(() -> ClassLabels.consecutive(plan.classes()));
        this.predictor = new FilePredictor(
                new Predictor(plan, window, List.of(network), parts.postProcessing(), maps), preparation, labels);
    }

    /** Of a file that names no labels: every class is called by its number. */
    private DatasetDefinition unnamed() {
        Map<Integer, String> labels = new TreeMap<>(Map.of(0, "background"));
        IntStream.range(1, plan.classes()).forEach(value -> labels.put(value, "label-" + value));
        List<String> channels = IntStream.range(0, plan.inputChannels())
                .mapToObj(n -> "channel-" + n)
                .toList();
        return new DatasetDefinition("model", channels, labels);
    }

    @Override
    public int channels() {
        return plan.inputChannels();
    }

    @Override
    public DatasetDefinition definition() {
        return definition;
    }

    @Override
    public Segmented segment(CaseFiles files, Path target, Progress progress) {
        StageClock clock = new StageClock();
        Segmentation done;
        String predictionId;
        try (SentFiles sent = SentFiles.of(files, definition)) {
            done = predictor.segment(sent.images(), target, clock, shown(progress));
            predictionId = predictionId(sent.images());
        } catch (OutOfMemoryError lacking) {
            // Arrays of a scan, which are free again by now; the next one may be smaller.
            throw new Fault(
                            "CLI-607",
                            "the scan needs more than the "
                                    + (Runtime.getRuntime().maxMemory() >> 20)
                                    + " MiB of Java heap that this process has",
                            files.name(),
                            "Give it more (E2ENET_JAVA_OPTS=-Xmx8g), or segment it through a stack.")
                    .exception(lacking);
        }
        List<String> written = write(done, target);
        Quality quality = done.measures().against(reference.orElse(null), labels);
        return new Segmented(
                predictionId,
                name,
                engine.wireName(),
                done.windows(),
                clock.seconds(),
                PeakMemory.mebibytes(),
                Stream.concat(done.flags().stream(), ScanMeasures.flags(quality).stream())
                        .toList(),
                quality,
                written,
                null);
    }

    private List<String> write(Segmentation done, Path target) {
        List<String> written = new ArrayList<>();
        done.namedMaps(labels).forEach((map, shares) -> {
            Path file = SegmentationNames.map(target, map);
            try (OutputStream out = Files.newOutputStream(file)) {
                shares.write(out);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            written.add(file.toString());
        });
        return written;
    }

    /** Follows from what went in: the same model on the same scan is the same prediction. */
    private String predictionId(List<Path> images) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path part : Stream.concat(Stream.of(file), images.stream()).toList()) {
                try (InputStream in = new DigestInputStream(Files.newInputStream(part), digest)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime must have SHA-256", impossible);
        }
    }

    private static WindowProgress shown(Progress progress) {
        return new WindowProgress() {
            @Override
            public void onWindow(int windowsDone, int windowsTotal) {
                progress.at(windowsDone, windowsTotal);
            }

            @Override
            public boolean isCancelled() {
                return Thread.currentThread().isInterrupted();
            }
        };
    }

    /** What the file says since it was trained or, of an older one, what its data set and plan say. */
    private Preparation preparation(Checkpoint checkpoint, Optional<DatasetDefinition> learned) {
        JsonNode told = checkpoint.description().documents().get("preparation");
        if (told != null) {
            return EventJson.read(EventJson.write(told), Preparation.class);
        }
        Preparation planned = plan.preparation();
        Preparation wanted = learned.map(DatasetDefinition::preparation).orElse(planned);
        if (wanted == null || wanted.channels().size() != plan.inputChannels()) {
            throw incomplete("no normalisation of its channels");
        }
        if (wanted.spacingMm() == null && planned != null) {
            wanted = wanted.withSpacing(planned.spacingMm());
        }
        return wanted.spacingMm() == null ? wanted.withSpacing(UNTOLD) : wanted;
    }

    private RuntimeException incomplete(String what) {
        return new Fault(
                        "CLI-604",
                        "the model's file says " + what,
                        name,
                        "Write it with './e2enet export --format safetensors', or import it with a plan that says all.")
                .exception();
    }

    private static Checkpoint read(Path file) {
        try {
            return Checkpoint.load(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
