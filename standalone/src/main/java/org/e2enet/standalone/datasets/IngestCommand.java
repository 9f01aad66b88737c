package org.e2enet.standalone.datasets;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.Event;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanRejected;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.stack.ServiceKind;
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
                "Takes scans in: NIfTI files, or data set folders of nnU-Net or the Medical Segmentation Decathlon. "
                        + "Uses the stack that is up, else one for the time of the call. Exit status 1 when a scan is rejected.",
        footer = {"", "Example:", "  ./e2enet ingest Task01_BrainTumour --dataset brain-tumour"})
public final class IngestCommand implements Callable<Integer> {
    private static final Duration SCAN_TIMEOUT = Duration.ofMinutes(30);
    private static final String DEFAULT_DATASET = "scans";

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "NIfTI files or data set folders.")
    private List<Path> paths;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description = "Data set (default: the folder's; scans for files).")
    private String dataset;

    @Option(
            names = "--spacing-mm",
            paramLabel = "D,H,W",
            split = ",",
            description = "Spacing that scans are resampled to: towards the top, the front, the right "
                    + "(default: each keeps its own).")
    private List<Double> spacingMm;

    /** One scan's way. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Outcome(String path, String scanId, String status, String code, String message) {
        boolean isRejected() {
            return status.equals("rejected");
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        List<DatasetFolder> folders = folders();
        List<Outcome> outcomes = new ArrayList<>();
        Console console = output.console();
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), console)) {
            int total =
                    folders.stream().mapToInt(folder -> folder.cases().size()).sum();
            Uploads uploads = new Uploads(session.client(ServiceKind.INGEST));
            for (DatasetFolder folder : folders) {
                uploads.define(folder.definition());
                for (CaseFiles files : folder.cases()) {
                    Outcome outcome = ingest(session, uploads, folder.definition(), files);
                    outcomes.add(outcome);
                    console.say("[%d/%d] %s %s%s"
                            .formatted(
                                    outcomes.size(),
                                    total,
                                    outcome.path(),
                                    outcome.status(),
                                    outcome.isRejected() ? ": " + outcome.code() + " " + outcome.message() : ""));
                }
            }
        }
        console.result(outcomes);
        long rejected = outcomes.stream().filter(Outcome::isRejected).count();
        console.say("%d scans taken in, %d rejected".formatted(outcomes.size() - rejected, rejected));
        return rejected == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private List<DatasetFolder> folders() {
        checkSpacing();
        List<DatasetFolder> folders = new ArrayList<>();
        List<CaseFiles> single = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isRegularFile(path)) {
                single.add(new CaseFiles(List.of(path), Optional.empty(), false));
            } else if (DatasetFolder.isOne(path)) {
                folders.add(DatasetFolder.read(path, Optional.ofNullable(dataset), spacingMm));
            } else {
                throw new ParameterException(
                        spec.commandLine(), path + " is neither a file nor a folder with a dataset.json");
            }
        }
        if (!single.isEmpty()) {
            String name = dataset == null ? DEFAULT_DATASET : dataset;
            folders.add(new DatasetFolder(
                    new DatasetDefinition(name, List.of("image"), Map.of(), List.of(), spacingMm, Map.of()), single));
        }
        return folders;
    }

    private void checkSpacing() {
        if (spacingMm != null && (spacingMm.size() != 3 || spacingMm.stream().anyMatch(mm -> !(mm > 0 && mm < 1e3)))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--spacing-mm: three lengths in millimetres above 0 are wanted, got " + spacingMm);
        }
    }

    private Outcome ingest(StackSession session, Uploads uploads, DatasetDefinition definition, CaseFiles files)
            throws InterruptedException {
        String path = files.images().getFirst().toString();
        try {
            Uploads.Receipt receipt = uploads.upload(definition.name(), files);
            Optional<Fault> fault = awaitEnd(session, receipt.scanId());
            if (fault.isPresent()) {
                return rejected(path, receipt.scanId(), fault.get());
            }
            return new Outcome(path, receipt.scanId(), receipt.duplicate() ? "duplicate" : "normalized", null, null);
        } catch (FaultException refused) {
            return rejected(path, null, refused.fault());
        }
    }

    private static Optional<Fault> awaitEnd(StackSession session, String scanId) {
        Event end = session.events()
                .await(Event.class, event -> ends(event, scanId), SCAN_TIMEOUT, event -> {}, session::requireHealthy);
        return end instanceof ScanRejected rejected ? Optional.of(rejected.fault()) : Optional.empty();
    }

    private static boolean ends(Event event, String scanId) {
        return switch (event) {
            case ScanNormalized done -> done.scanId().equals(scanId);
            case ScanRejected refused -> refused.scanId().equals(scanId);
            default -> false;
        };
    }

    private static Outcome rejected(String path, String scanId, Fault fault) {
        return new Outcome(path, scanId, "rejected", fault.code(), fault.what() + ". " + fault.mend());
    }
}
