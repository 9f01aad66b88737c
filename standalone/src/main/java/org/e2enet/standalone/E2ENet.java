package org.e2enet.standalone;

import java.nio.file.Path;
import java.util.Optional;
import org.e2enet.client.tls.CallingTls;
import org.e2enet.faults.FaultException;
import org.e2enet.standalone.audit.AuditCommand;
import org.e2enet.standalone.backup.BackupCommand;
import org.e2enet.standalone.backup.RestoreCommand;
import org.e2enet.standalone.bench.BenchCommand;
import org.e2enet.standalone.console.Failures;
import org.e2enet.standalone.console.Version;
import org.e2enet.standalone.datasets.DeleteCommand;
import org.e2enet.standalone.datasets.IngestCommand;
import org.e2enet.standalone.datasets.ScansCommand;
import org.e2enet.standalone.demo.DemoCommand;
import org.e2enet.standalone.dicom.DicomCommand;
import org.e2enet.standalone.letters.LettersCommand;
import org.e2enet.standalone.login.LoginCommand;
import org.e2enet.standalone.login.LogoutCommand;
import org.e2enet.standalone.models.CostsCommand;
import org.e2enet.standalone.models.DemoteCommand;
import org.e2enet.standalone.models.ExportCommand;
import org.e2enet.standalone.models.ForwardCommand;
import org.e2enet.standalone.models.ImportCommand;
import org.e2enet.standalone.models.ModelsCommand;
import org.e2enet.standalone.models.PromoteCommand;
import org.e2enet.standalone.models.RollbackCommand;
import org.e2enet.standalone.planning.PlanCommand;
import org.e2enet.standalone.prediction.PredictCommand;
import org.e2enet.standalone.provenance.ProvenanceCommand;
import org.e2enet.standalone.retention.RetentionCommand;
import org.e2enet.standalone.scores.CompareCommand;
import org.e2enet.standalone.scores.ScoreCommand;
import org.e2enet.standalone.stack.BrokerLog;
import org.e2enet.standalone.stack.DownCommand;
import org.e2enet.standalone.stack.StatusCommand;
import org.e2enet.standalone.stack.UpCommand;
import org.e2enet.standalone.topology.TopologyCommand;
import org.e2enet.standalone.training.RunsCommand;
import org.e2enet.standalone.training.StopCommand;
import org.e2enet.standalone.training.TrainCommand;
import org.e2enet.standalone.verify.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

/** The command line: {@code ./e2enet COMMAND …}. Exit status 0 done, 1 the work failed, 2 the call is wrong. */
@Command(
        name = "e2enet",
        description = "Trains, serves and scores E2ENet, a sparse network for 3D medical image segmentation.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            StatusCommand.class,
            DownCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            IngestCommand.class,
            ScansCommand.class,
            DeleteCommand.class,
            RetentionCommand.class,
            PlanCommand.class,
            TrainCommand.class,
            RunsCommand.class,
            StopCommand.class,
            TopologyCommand.class,
            LettersCommand.class,
            AuditCommand.class,
            PredictCommand.class,
            ProvenanceCommand.class,
            DicomCommand.class,
            LoginCommand.class,
            LogoutCommand.class,
            ScoreCommand.class,
            CompareCommand.class,
            CostsCommand.class,
            ForwardCommand.class,
            ModelsCommand.class,
            PromoteCommand.class,
            RollbackCommand.class,
            DemoteCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            VerifyCommand.class,
            BenchCommand.class,
            HelpCommand.class
        })
public final class E2ENet {
    private E2ENet() {}

    public static void main(String[] arguments) {
        BrokerLog.silence();
        System.exit(commandLine().execute(arguments));
    }

    /** The commands with their error handling, as {@link #main} runs them. */
    public static CommandLine commandLine() {
        Failures failures = new Failures();
        return new CommandLine(new E2ENet())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionStrategy(E2ENet::run)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    /** Before anything is called: whom to trust over TLS, and what to show, by the names that services have for it. */
    private static int run(ParseResult parsed) {
        try {
            CallingTls.of(file("EDGE_TRUST"), file("EDGE_CERTIFICATE"), file("EDGE_KEY"))
                    .makeDefault();
        } catch (FaultException unusable) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), unusable.getMessage(), unusable);
        }
        return new RunLast().execute(parsed);
    }

    private static Optional<Path> file(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .filter(name -> !name.isBlank())
                .map(Path::of);
    }
}
