package org.e2enet.standalone.prediction;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2enet.dicom.DicomInput;
import org.e2enet.faults.FaultException;
import org.e2enet.standalone.datasets.CaseFiles;
import org.e2enet.standalone.datasets.DicomSources;
import org.e2enet.standalone.datasets.FolderCases;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a call of {@code predict} names: files, channels joined by commas, folders, DICOM in folders, zips and files. */
record PredictedImages(CommandSpec spec) {
    /** Fails with exit status 2 where an argument is neither file nor folder; before anything is started. */
    void check(List<String> arguments) {
        for (String argument : arguments) {
            if (!isFolder(argument) && channels(argument).isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "no readable file or folder at " + argument + " (several channels are joined by commas)");
            }
        }
    }

    /** The scans, in order. @param channels that the model takes: how many files of a folder are one scan */
    List<CaseFiles> cases(List<String> arguments, int channels, DicomSources dicom) {
        List<CaseFiles> cases = new ArrayList<>();
        for (String argument : arguments) {
            if (isFolder(argument)) {
                List<CaseFiles> found = FolderCases.images(Path.of(argument), channels);
                cases.addAll(found.isEmpty() ? series(Path.of(argument), dicom) : found);
                continue;
            }
            List<Path> files = channels(argument).orElseThrow();
            if (files.size() == 1 && DicomInput.isFile(files.getFirst())) {
                cases.addAll(series(files.getFirst(), dicom));
            } else {
                cases.add(CaseFiles.complete(files.getFirst().toString(), files, Optional.empty(), false));
            }
        }
        return cases;
    }

    private List<CaseFiles> series(Path path, DicomSources dicom) {
        List<CaseFiles> found;
        try {
            found = dicom.cases(path, Optional.empty());
        } catch (FaultException unreadable) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no image (" + String.join(", ", FolderCases.ENDINGS) + ") and no DICOM in " + path + ": "
                            + unreadable.fault().message(),
                    unreadable);
        }
        if (found.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "no DICOM series of images in " + path);
        }
        return found;
    }

    private static boolean isFolder(String argument) {
        return path(argument).filter(Files::isDirectory).isPresent();
    }

    /** One file per channel. A comma may also be part of a name: the longest name that is a file counts. */
    private static Optional<List<Path>> channels(String argument) {
        String[] pieces = argument.split(",", -1);
        List<Path> files = new ArrayList<>();
        int next = 0;
        while (next < pieces.length) {
            int end = pieces.length;
            while (end > next && file(pieces, next, end).isEmpty()) {
                end--;
            }
            if (end == next) {
                return Optional.empty();
            }
            files.add(file(pieces, next, end).orElseThrow());
            next = end;
        }
        return Optional.of(files);
    }

    private static Optional<Path> file(String[] pieces, int from, int to) {
        String name = String.join(",", List.of(pieces).subList(from, to));
        return path(name).filter(file -> Files.isRegularFile(file) && Files.isReadable(file));
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException impossible) {
            return Optional.empty();
        }
    }
}
