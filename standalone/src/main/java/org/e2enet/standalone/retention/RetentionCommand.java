package org.e2enet.standalone.retention;

import picocli.CommandLine.Command;

/** {@code e2enet retention}: the group of what deals with how long data is kept. */
@Command(
        name = "retention",
        description = "Says how long data is kept, holds scans that must be, and reports what is stored how long.",
        subcommands = {
            RetentionReportCommand.class,
            RetentionSetCommand.class,
            RetentionHoldCommand.class,
            RetentionReleaseCommand.class
        },
        footer = {
            "",
            "Example:",
            "  ./e2enet retention report",
            "  ./e2enet retention set brain --originals-days 30 --predictions-days 365",
            "  ./e2enet retention hold SCAN --reason 'trial 7'"
        })
public final class RetentionCommand {}
