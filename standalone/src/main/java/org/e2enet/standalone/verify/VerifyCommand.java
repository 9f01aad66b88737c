package org.e2enet.standalone.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.e2enet.sparse.SparseEngine;
import org.e2enet.sparse.SparseOptions;
import org.e2enet.sparse.training.SparseTraining;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import org.e2enet.standalone.stack.Installation;
import org.e2enet.torch.TorchEngine;
import org.e2enet.torch.runtime.TorchOptions;
import org.e2enet.torch.training.TorchTraining;
import org.e2enet.verification.Check;
import org.e2enet.verification.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs reference figures on every engine of this machine. */
@Command(
        name = "verify",
        description = "Checks this installation against reference figures, a line per check with the deviation seen "
                + "and allowed. Exit status 1 when a check fails.",
        footer = {"", "Example:", "  ./e2enet verify --reference golden --json"})
public final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--reference",
            paramLabel = "DIR",
            description = "A folder in the layout of the shipped golden set (default: that set).")
    private Path reference;

    /** The answer. */
    record Answer(List<Line> checks, boolean passed) {}

    /** One check; figures are absent where nothing was compared. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(String name, Double deviation, Double allowed, boolean passed, String status, String detail) {
        static Line of(Check check) {
            return new Line(
                    check.name(),
                    finite(check.deviation()),
                    finite(check.allowed()),
                    check.passed(),
                    check.status().name().toLowerCase(Locale.ROOT),
                    check.detail());
        }

        private static Double finite(double value) {
            return Double.isFinite(value) ? value : null;
        }
    }

    @Override
    public Integer call() {
        Path folder = reference == null ? Installation.golden() : reference;
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "no folder at " + folder);
        }
        output.console().progress("Checking against " + folder + " ...");
        List<Check> checks = Verification.standard(
                        List.of(new TorchEngine(TorchOptions.DEFAULT), new SparseEngine()),
                        List.of(new TorchTraining(TorchOptions.DEFAULT), new SparseTraining(SparseOptions.defaults())))
                .run(folder);
        boolean passed = Verification.passed(checks);
        output.console().result(new Answer(checks.stream().map(Line::of).toList(), passed));
        if (!output.console().isJson()) {
            print(checks, passed);
        }
        return passed ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void print(List<Check> checks, boolean passed) {
        Table table = new Table("check", "state", "deviation", "allowed", "");
        for (Check check : checks) {
            table.row(
                    check.name(),
                    check.status().name().toLowerCase(Locale.ROOT),
                    figure(check.deviation()),
                    figure(check.allowed()),
                    check.passed() ? "" : check.detail());
        }
        output.console().say(table.toString());
        long failed = checks.stream()
                .filter(check -> check.status() == Check.Status.FAILED)
                .count();
        long done = checks.stream().filter(Check::passed).count();
        output.console()
                .say(passed ? "All " + done + " checks passed." : failed + " checks failed, " + done + " passed.");
    }

    private static String figure(double value) {
        return Double.isFinite(value) ? "%.2e".formatted(value) : "";
    }
}
