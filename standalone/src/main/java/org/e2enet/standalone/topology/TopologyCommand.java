package org.e2enet.standalone.topology;

import picocli.CommandLine.Command;

/** {@code e2enet topology}: the group of what looks at a run's masks. */
@Command(
        name = "topology",
        description = "Looks at the sparse topology of a training run.",
        subcommands = ReplayCommand.class,
        footer = {"", "Example:", "  ./e2enet topology replay --run brain-20261123-101500 --iteration 500"})
public final class TopologyCommand {}
