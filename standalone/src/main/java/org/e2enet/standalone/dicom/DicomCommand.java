package org.e2enet.standalone.dicom;

import picocli.CommandLine.Command;

/** {@code e2enet dicom}: the group of what looks at DICOM files, and says which series are taken. */
@Command(
        name = "dicom",
        description =
                "Looks at DICOM series and segmentations (shows no names, identifiers or dates), and routes those of"
                        + " an archive.",
        subcommands = {InspectCommand.class, CheckCommand.class, RouteCommand.class},
        footer = {"", "Example:", "  ./e2enet dicom inspect FOLDER"})
public final class DicomCommand {}
