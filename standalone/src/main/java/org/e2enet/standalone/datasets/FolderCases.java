package org.e2enet.standalone.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cases of a data set folder that lists none: {@code imagesTr}, {@code labelsTr}, {@code imagesTs}, {@code labelsTs}. */
public final class FolderCases {
    /** Endings of images that are read, longest first. */
    public static final List<String> ENDINGS =
            List.of(".nii.gz", ".nii", ".mha", ".mhd", ".nrrd", ".nhdr", ".hdr.gz", ".hdr");

    private FolderCases() {}

    static List<CaseFiles> of(Path folder, String ending, int channels) {
        List<CaseFiles> cases = new ArrayList<>();
        for (String subset : List.of("Tr", "Ts")) {
            for (ChannelFiles files : ChannelFiles.in(folder.resolve("images" + subset), List.of(ending))) {
                Path labels = folder.resolve("labels" + subset).resolve(files.name() + ending);
                cases.add(new CaseFiles(
                        files.name(),
                        files.images(),
                        Optional.of(labels).filter(Files::isRegularFile),
                        subset.equals("Tr"),
                        files.problem(channels)));
            }
        }
        return cases;
    }

    /** Images of a folder to be segmented: its own, or {@code imagesTs} of a data set folder. */
    public static List<CaseFiles> images(Path folder, int channels) {
        Path test = folder.resolve("imagesTs");
        Path images = DatasetFolder.isOne(folder) && Files.isDirectory(test) ? test : folder;
        return ChannelFiles.in(images, ENDINGS).stream()
                .map(files ->
                        new CaseFiles(files.name(), files.images(), Optional.empty(), false, files.problem(channels)))
                .toList();
    }
}
