package org.e2enet.standalone.dicom;

import picocli.CommandLine.Command;

/** {@code e2enet dicom}: the group of what looks at DICOM files. */
@Command(
        name = "dicom",
        description = "Looks at DICOM series and segmentations; shows no names, identifiers or dates.",
        subcommands = {InspectCommand.class, CheckCommand.class},
        footer = {"", "Example:", "  ./e2enet dicom inspect FOLDER"})
public final class DicomCommand {}
