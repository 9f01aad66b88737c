package org.e2enet.standalone.bench;

import org.e2enet.standalone.bench.console.ConsoleBenchCommand;
import org.e2enet.standalone.chaos.ChaosCommand;
import picocli.CommandLine.Command;

/** {@code e2enet bench}: the group of comparisons. */
@Command(
        name = "bench",
        description = "Side-by-side comparisons with the peers, interleaved in one process.",
        subcommands = {
            InferenceBenchCommand.class,
            TrainingBenchCommand.class,
            FuzzBenchCommand.class,
            ChaosCommand.class,
            HistoryBenchCommand.class,
            ScoringBenchCommand.class,
            ConsoleBenchCommand.class
        },
        footer = {
            "",
            "Example:",
            "  ./e2enet bench inference --patch 64 --sparsity 0.9 --threads 1",
            "  ./e2enet bench training --patch 64 --steps 20",
            "  ./e2enet bench fuzz --inputs 1000000",
            "  ./e2enet bench scoring --size 128,128,128 --classes 15",
            "  ./e2enet bench history --database jdbc:h2:file:/tmp/bench",
            "  ./e2enet bench chaos --scans 60 --seed 1",
            "  ./e2enet bench console"
        })
public final class BenchCommand {}
