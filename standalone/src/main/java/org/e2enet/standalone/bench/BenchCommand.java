package org.e2enet.standalone.bench;

import picocli.CommandLine.Command;

/** {@code e2enet bench}: the group of comparisons. */
@Command(
        name = "bench",
        description = "Side-by-side comparisons with the peers, interleaved in one process.",
        subcommands = {InferenceBenchCommand.class, TrainingBenchCommand.class},
        footer = {
            "",
            "Example:",
            "  ./e2enet bench inference --patch 64 --sparsity 0.9 --threads 1",
            "  ./e2enet bench training --patch 64 --steps 20"
        })
public final class BenchCommand {}
