package org.e2enet.standalone.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.e2enet.client.IngestClient;
import org.e2enet.client.ScanState;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code e2enet scans}. */
@Command(
        name = "scans",
        description = "Lists scans by data set and where each stands. Uses the stack that is up, else one for the time "
                + "of the call.",
        footer = {"", "Example:", "  ./e2enet scans --dataset brain"})
public final class ScansCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Option(names = "--dataset", paramLabel = "NAME", description = "One data set (default: all).")
    private String dataset;

    @Override
    public Integer call() throws InterruptedException {
        List<ScanState> scans = new ArrayList<>();
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            IngestClient ingest = session.ingest();
            for (String name : dataset == null ? ingest.datasets() : List.of(dataset)) {
                scans.addAll(ingest.scans(name));
            }
        }
        output.console().result(scans);
        if (!output.console().isJson()) {
            print(scans);
        }
        return ExitCode.OK;
    }

    private void print(List<ScanState> scans) {
        Table table = new Table("data set", "scan", "state", "labels", "voxels", "told");
        for (ScanState scan : scans) {
            table.row(
                    scan.dataset(),
                    scan.scanId(),
                    scan.status().name().toLowerCase(Locale.ROOT),
                    scan.labelled() ? "yes" : "no",
                    scan.voxels() == null ? "" : scan.voxels(),
                    scan.fault() == null
                            ? String.join(", ", scan.flags())
                            : scan.fault().message());
        }
        output.console().say(table.toString());
    }
}
