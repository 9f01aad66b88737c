package org.e2enet.standalone.datasets;

import java.nio.file.Path;
import java.util.Collection;
import org.e2enet.faults.Fault;

/** What can be wrong with a data set folder: CLI-401 to CLI-410. Paths and names stay on the user's screen. */
final class FolderFaults {
    static final String DESCRIPTION = "dataset.json";

    private FolderFaults() {}

    static Fault description(String what) {
        return new Fault("CLI-401", what, DESCRIPTION, "Give a data set folder of nnU-Net or of the Decathlon.");
    }

    static Fault name(String what) {
        return new Fault(
                "CLI-402",
                what,
                DESCRIPTION + " name",
                "Name the data set with --dataset: 1 to 120 letters, digits, '.', '_' or '-'.");
    }

    static Fault noCase(Path folder, String ending) {
        return new Fault(
                "CLI-403",
                "no case is there: neither a list in " + DESCRIPTION + " nor a file imagesTr/*" + ending,
                folder.toString(),
                "Look at the folder and at file_ending; nothing was defined or taken in.");
    }

    static Fault missing(Path file) {
        return new Fault(
                "CLI-404", "the data set lists a file that is not there", file.toString(), "Add it, or take it out.");
    }

    static Fault channels(String name, Collection<Integer> found, int wanted) {
        return new Fault(
                "CLI-405",
                "channel files " + found.stream().map("_%04d"::formatted).toList() + " are there, the data set has "
                        + wanted
                        + (wanted == 1 ? " channel: _0000" : " channels: _0000 to _%04d".formatted(wanted - 1)),
                name,
                "Add the channels that lack, or name the files by the data set's order of channels.");
    }

    static Fault ambiguous(String name) {
        return new Fault(
                "CLI-406",
                "a file with and one without channel number are there",
                name,
                "Keep one file with all channels, or one per channel named _0000, _0001 and on.");
    }

    static Fault labelCodes(String what) {
        return new Fault(
                "CLI-410",
                what,
                "labelCodes",
                "Give an object of codes by label: {\"liver\": {\"category\": {\"value\": …, \"scheme\": \"SCT\","
                        + " \"meaning\": …}, \"type\": {…}}} (docs/ingest.md).");
    }

    static Fault subjects(String what) {
        return new Fault(
                "CLI-409",
                what,
                "--subjects",
                "Give a JSON object of cases and persons: {\"case-1\": \"a\", \"case-2\": \"a\"}.");
    }

    static Fault labels(String what) {
        return new Fault(
                "CLI-407",
                what,
                DESCRIPTION + " labels",
                "Give the labels the values 0, 1, 2 and on, in " + DESCRIPTION + " and in the label files.");
    }
}
