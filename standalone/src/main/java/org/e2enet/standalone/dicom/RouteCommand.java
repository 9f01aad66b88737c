package org.e2enet.standalone.dicom;

import picocli.CommandLine.Command;

/** {@code e2enet dicom route}: the group of what changes dicom-service's routes while it runs. */
@Command(
        name = "route",
        description =
                "Lists, adds and removes the routes of dicom-service: which series go to which data set and model.",
        subcommands = {RouteListCommand.class, RouteAddCommand.class, RouteRemoveCommand.class},
        footer = {"", "Example:", "  ./e2enet dicom route add brain-mr --modality MR --dataset brain --alias brain"})
final class RouteCommand {}
