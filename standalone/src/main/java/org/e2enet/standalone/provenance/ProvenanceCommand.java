package org.e2enet.standalone.provenance;

import picocli.CommandLine.Command;

/** {@code e2enet provenance}: the group of what deals with signed statements. */
@Command(
        name = "provenance",
        description =
                "Checks who made a segmentation, of what and with what: 'predict --provenance' writes the signed statement.",
        subcommands = {ProvenanceVerifyCommand.class, ProvenanceKeyCommand.class},
        footer = {
            "",
            "Example:",
            "  ./e2enet provenance verify scan-provenance.json --segmentation scan-segmentation.nii.gz",
            "  ./e2enet provenance key > our.pub"
        })
public final class ProvenanceCommand {}
