package org.e2enet.standalone.bench;

import org.e2enet.standalone.chaos.ChaosCommand;
import picocli.CommandLine.Command;

/** {@code e2enet bench}: the group of comparisons. */
@Command(
        name = "bench",
        description = "Side-by-side comparisons with the peers, interleaved in one process.",
        subcommands = {InferenceBenchCommand.class, TrainingBenchCommand.class, ChaosCommand.class},
        footer = {
            "",
            "Example:",
            "  ./e2enet bench inference --patch 64 --sparsity 0.9 --threads 1",
            "  ./e2enet bench training --patch 64 --steps 20",
            "  ./e2enet bench chaos --scans 60 --seed 1"
        })
public final class BenchCommand {}
