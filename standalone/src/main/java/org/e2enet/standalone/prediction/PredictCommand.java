package org.e2enet.standalone.prediction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.e2enet.contract.PredictionMap;
import org.e2enet.dicom.exchange.InstallationKey;
import org.e2enet.dicom.series.Flag;
import org.e2enet.faults.FaultException;
import org.e2enet.network.engine.EngineName;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Progress;
import org.e2enet.standalone.datasets.CaseFiles;
import org.e2enet.standalone.datasets.DicomSources;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.ArgGroup;
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
                "Segments images with a model: of the stack that is up, else of one for the time of the call; or with --weights in "
                        + "this process, without any stack. A failed "
                        + "image does not stop the others; exit status 1 then.",
        footer = {
            "",
            "Example:",
            "  ./e2enet predict scan.nii.gz --model brain --out segmentations",
            "  ./e2enet predict imagesTs --model brain --out segmentations",
            "  ./e2enet predict scan.nii.gz --model brain --priority urgent --no-mirroring",
            "  ./e2enet predict scan.nii.gz --weights model.safetensors",
            "  ./e2enet predict CT-FOLDER --model brain --out segmentations --as seg,nifti"
        })
public final class PredictCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Mixin
    private RequestOptions requestOptions;

    @Parameters(
            paramLabel = "IMAGE|FOLDER",
            arity = "1..*",
            description =
                    "Files of NIfTI, MetaImage or NRRD, the channels of one scan in several files joined by commas; or folders of "
                            + "them, channels named _0000, _0001 and on; DICOM in folders, zips or files, each series a scan.")
    private List<String> images;

    @ArgGroup(multiplicity = "1")
    private Which which;

    private static final class Which {
        @Option(
                names = "--model",
                paramLabel = "ALIAS",
                required = true,
                description = "Alias of a model of the stack.")
        private String alias;

        @Option(
                names = "--weights",
                paramLabel = "FILE",
                required = true,
                description = "A model in a file, without any stack: what 'export --format safetensors' writes.")
        private Path weights;
    }

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Where segmentations go (default: here).")
    private Path out;

    @Option(
            names = "--as",
            paramLabel = "FORM",
            split = ",",
            defaultValue = "same",
            description =
                    "same, nifti, mha, nrrd; of a DICOM series also seg, labelmap, rtstruct (default: same, the input's format; "
                            + "of a DICOM series seg).")
    private List<String> as;

    @Option(names = "--repair-uids", description = "Makes up identifiers that are empty in DICOM.")
    private boolean repairUids;

    @Option(names = "--overwrite", description = "Replace segmentations that are there (default: name them and go on).")
    private boolean overwrite;

    @Option(
            names = "--engine",
            description =
                    "${COMPLETION-CANDIDATES}, in lower case as well; a stack that is up has its own (default: its "
                            + "own, else sparse).")
    private EngineName engine;

    @Option(
            names = "--uncertainty",
            description =
                    "Also write NAME-uncertainty.nii.gz: 0 where the network is sure, 1 where all classes are alike.")
    private boolean uncertainty;

    @Option(
            names = "--probabilities",
            description =
                    "Also write NAME-probability-LABEL.nii.gz, one for each label; a byte per voxel and label in memory.")
    private boolean probabilities;

    @Option(
            names = "--provenance",
            description =
                    "Also write NAME-provenance.json: how the segmentation came about, signed by the installation "
                            + "('provenance verify' checks it); with --model only.")
    private boolean provenance;

    @Override
    public Integer call() throws InterruptedException {
        if (provenance && which.weights != null) {
            throw new ParameterException(
                    spec.commandLine(), "--provenance: only an installation signs; use --model instead of --weights");
        }
        requestOptions.check(spec, which.weights == null);
        PredictedImages inputs = new PredictedImages(spec);
        inputs.check(images);
        Set<ResultForm> forms = forms();
        Console console = output.console();
        List<Prediction> predictions = new ArrayList<>();
        makeFolder();
        try (DicomSources dicom = new DicomSources(repairUids);
                ScanSegmenter model = open()) {
            List<CaseFiles> scans = inputs.cases(images, model.channels(), dicom);
            SegmentationNames names = new SegmentationNames(out);
            for (CaseFiles scan : scans) {
                Prediction prediction = predict(model, scan, forms, names.next(scan));
                predictions.add(prediction);
                console.say("[%d/%d] %s".formatted(predictions.size(), scans.size(), prediction.line()));
            }
        }
        console.result(predictions);
        return predictions.stream().allMatch(prediction -> prediction.error() == null)
                ? ExitCode.OK
                : ExitCode.SOFTWARE;
    }

    private Set<PredictionMap> maps() {
        Set<PredictionMap> maps = EnumSet.noneOf(PredictionMap.class);
        if (uncertainty) {
            maps.add(PredictionMap.UNCERTAINTY);
        }
        if (probabilities) {
            maps.add(PredictionMap.PROBABILITIES);
        }
        return maps;
    }

    private ScanSegmenter open() throws InterruptedException {
        if (which.weights != null) {
            return new FileModel(
                    Inputs.file(spec, which.weights),
                    engine == null ? EngineName.SPARSE : engine,
                    requestOptions::windows,
                    maps());
        }
        Map<String, String> settings = engine == null ? Map.of() : Map.of("INFER_ENGINE", engine.wireName());
        StackSession session = StackSession.open(stackOptions.folder(), settings, output.console());
        try {
            return new ServedScans(
                    session,
                    InstallationKey.readOrMake(stackOptions.folder().installationKey()),
                    which.alias,
                    Optional.ofNullable(engine),
                    scanId -> requestOptions.request(scanId, which.alias, maps()),
                    provenance);
        } catch (RuntimeException failure) {
            session.close();
            throw failure;
        }
    }

    private Prediction predict(ScanSegmenter model, CaseFiles scan, Set<ResultForm> forms, Path stem)
            throws InterruptedException {
        try (Progress progress =
                new Progress(output.console(), stem.getFileName().toString())) {
            ScanResults results = ScanResults.of(scan, forms, stem, overwrite);
            Path work = Files.createTempDirectory("e2enet-predicted");
            try {
                Path nifti = work.resolve(stem.getFileName() + ResultForm.NIFTI.ending());
                Segmented done = model.segment(scan, nifti, progress);
                SequencedSet<String> flags = new LinkedHashSet<>(done.flags());
                scan.series().ifPresent(series -> series.verdict().flags().stream()
                        .map(Flag::text)
                        .forEach(flags::add));
                flags.addAll(results.write(nifti, model.definition(), done));
                return Prediction.of(
                        scan.name(),
                        results.files(),
                        done,
                        List.copyOf(flags),
                        moved(done.maps(), stem),
                        done.statement() == null
                                ? null
                                : moved(List.of(done.statement()), stem).getFirst());
            } finally {
                remove(work);
            }
        } catch (FaultException failure) {
            return Prediction.failed(scan.name(), failure.fault());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Files to where the results are. */
    private static List<String> moved(List<String> files, Path stem) throws IOException {
        List<String> moved = new ArrayList<>();
        for (String file : files) {
            Path target = stem.resolveSibling(Path.of(file).getFileName());
            Files.move(Path.of(file), target, StandardCopyOption.REPLACE_EXISTING);
            moved.add(target.toString());
        }
        return moved;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private Set<ResultForm> forms() {
        Set<ResultForm> forms = new LinkedHashSet<>();
        for (String text : as) {
            forms.add(Arrays.stream(ResultForm.values())
                    .filter(form -> form.text().equalsIgnoreCase(text.strip()))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(), "--as: " + ResultForm.texts() + " are possible, got '" + text + "'")));
        }
        return forms;
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
