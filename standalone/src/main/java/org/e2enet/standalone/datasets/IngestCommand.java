package org.e2enet.standalone.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.e2enet.client.IngestClient;
import org.e2enet.client.ScanState;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.dicom.exchange.InstallationKey;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
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

/** {@code e2enet ingest}: scans into a stack. */
@Command(
        name = "ingest",
        description =
                "Takes scans in: files of NIfTI, MetaImage or NRRD, DICOM series in folders, zips or files, or data"
                        + " set folders of nnU-Net or the Medical Segmentation Decathlon. Uses the stack that is up, else"
                        + " one for the time of the call. Exit status 1 when a scan is rejected.",
        footer = {
            "",
            "Example:",
            "  ./e2enet ingest Task01_BrainTumour --dataset brain-tumour",
            "  ./e2enet ingest scan.nii.gz --labels truth.nii.gz --dataset clinic",
            "  ./e2enet ingest CT-FOLDER --labels seg.dcm --dataset clinic",
            "  ./e2enet ingest --labels truth.nii.gz --scan SCAN_ID"
        })
public final class IngestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files, DICOM folders or zips, data set folders.")
    private List<Path> paths = List.of();

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description = "Data set (default: the folder's; scans for files). Files join one that is there as it is.")
    private String dataset;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Labels of the one scan that PATH names; of a DICOM series also a DICOM SEG.")
    private Path labels;

    @Option(
            names = "--scan",
            paramLabel = "ID",
            description = "Instead of PATH: the scan that --labels are given to, days after it came or corrected.")
    private String scanId;

    @Option(
            names = "--spacing-mm",
            paramLabel = "D,H,W",
            split = ",",
            description = "Spacing that scans are resampled to: towards the top, the front, the right "
                    + "(default: each keeps its own).")
    private List<Double> spacingMm;

    @Option(
            names = "--subjects",
            paramLabel = "FILE",
            description = "JSON object: whom each case shows, by the case's name, so that folds keep a person's scans"
                    + " together. Leaves this machine as a pseudonym (default: sub-NAME_… in a file's name, and"
                    + " the header of DICOM).")
    private Path subjects;

    @Option(
            names = "--label-codes",
            paramLabel = "FILE",
            description = "JSON object: what labels mean in coded words, by their values or names, for results in DICOM"
                    + " (docs/ingest.md; a data set folder may have it in its dataset.json).")
    private Path labelCodes;

    @Option(names = "--repair-uids", description = "Makes up identifiers that are empty in DICOM.")
    private boolean repairUids;

    @Override
    public Integer call() throws InterruptedException {
        if (scanId != null) {
            return giveLabels();
        }
        checkOptions();
        Spacing spacing = spacingMm == null ? null : Spacing.of(spacingMm);
        try (DicomSources dicom = new DicomSources(repairUids)) {
            return ingest(new IntakePlan(spec, dataset, labels, spacing, persons()).of(paths, dicom));
        }
    }

    private Integer ingest(List<Intake> intakes) throws InterruptedException {
        List<ScanOutcome> outcomes = new ArrayList<>();
        Console console = output.console();
        Optional<LabelCodes> codes =
                Optional.ofNullable(labelCodes).map(file -> LabelCodes.read(Inputs.file(spec, file)));
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), console)) {
            ScanIntake scans = new ScanIntake(
                    session, InstallationKey.readOrMake(stackOptions.folder().installationKey()));
            int total =
                    intakes.stream().mapToInt(intake -> intake.cases().size()).sum();
            for (Intake intake : intakes) {
                DatasetDefinition definition = define(intake, codes, session.ingest());
                for (CaseFiles files : intake.cases()) {
                    ScanOutcome outcome = scans.take(definition, files);
                    outcomes.add(outcome);
                    console.say("[%d/%d] %s".formatted(outcomes.size(), total, outcome.line()));
                }
            }
        }
        console.result(outcomes);
        console.say(ScanOutcome.summary(outcomes));
        return outcomes.stream().noneMatch(ScanOutcome::isRejected) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Codes join those that the data set has; scans are not made again for them. */
    private static DatasetDefinition define(Intake intake, Optional<LabelCodes> codes, IngestClient ingest)
            throws InterruptedException {
        DatasetDefinition defined = intake.define(ingest);
        if (codes.isEmpty()) {
            return defined;
        }
        DatasetDefinition coded = codes.get().in(defined);
        ingest.define(coded);
        return coded;
    }

    private Integer giveLabels() throws InterruptedException {
        if (!paths.isEmpty() || labels == null) {
            throw new ParameterException(spec.commandLine(), "--scan: it goes with --labels, and without PATH");
        }
        Path file = Inputs.file(spec, labels);
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            ScanState state = session.ingest().label(scanId, file);
            output.console().result(state);
            output.console().say("scan %s has its labels; its predictions are scored against them".formatted(scanId));
        }
        return ExitCode.OK;
    }

    private Persons persons() {
        return subjects == null ? Persons.BY_NAME : Persons.read(Inputs.file(spec, subjects));
    }

    private void checkOptions() {
        if (paths.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "give at least one PATH, or --scan with --labels");
        }
        if (spacingMm != null && (spacingMm.size() != 3 || spacingMm.stream().anyMatch(mm -> !(mm > 0 && mm < 1e3)))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--spacing-mm: three lengths in millimetres above 0 are wanted, got " + spacingMm);
        }
        if (dataset != null && !dataset.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,119}")) {
            throw new ParameterException(
                    spec.commandLine(), "--dataset: 1 to 120 letters, digits, '.', '_' or '-' are possible");
        }
        if (labels != null) {
            Inputs.file(spec, labels);
            if (paths.size() != 1) {
                throw new ParameterException(spec.commandLine(), "--labels: they belong to one PATH");
            }
        }
    }
}
