package org.e2enet.standalone.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2enet.faults.Fault;

/**
 * The cases that a description lists: the Decathlon's and nnU-Net v1's {@code training} and {@code test}, with one file per
 * case or a list of channels, and nnU-Net v2's {@code dataset}. A v1 list names {@code a.nii.gz} where {@code a_0000.nii.gz}
 * is meant.
 */
record ListedCases(Path folder, int channels) {
    /** Empty where the description lists none. */
    List<CaseFiles> of(JsonNode description) {
        List<CaseFiles> cases = new ArrayList<>();
        description.path("dataset").properties().forEach(entry -> cases.add(listed(entry.getValue(), true)));
        description.path("training").forEach(entry -> cases.add(listed(entry, true)));
        if (!cases.isEmpty()) {
            description.path("test").forEach(entry -> cases.add(listed(entry, false)));
        }
        return cases;
    }

    private CaseFiles listed(JsonNode entry, boolean training) {
        JsonNode image = Stream.of(entry.path("image"), entry.path("images"), entry)
                .filter(node -> node.isTextual() || node.isArray())
                .findFirst()
                .orElseThrow(() -> FolderFaults.description("a listed case names no \"image\": " + start(entry))
                        .exception());
        List<Path> named = new ArrayList<>();
        (image.isArray() ? image : List.of(image)).forEach(path -> named.add(path(path.asText())));
        if (named.isEmpty()) {
            throw FolderFaults.description("a listed case has an empty list of images")
                    .exception();
        }
        String name = named.getFirst().getFileName().toString();
        Optional<Path> labels = Optional.of(entry.path("label").asText(""))
                .filter(text -> !text.isBlank())
                .map(this::path);
        return images(named, name, training)
                .map(images -> withLabels(name, images, labels, training))
                .orElseGet(() -> CaseFiles.broken(
                        name,
                        training,
                        FolderFaults.missing(named.stream()
                                .filter(file -> !Files.isRegularFile(file))
                                .findFirst()
                                .orElseThrow())));
    }

    private Optional<CaseFiles> images(List<Path> named, String name, boolean training) {
        if (named.stream().allMatch(Files::isRegularFile)) {
            Optional<Fault> problem = named.size() == 1 || named.size() == channels
                    ? Optional.empty()
                    : Optional.of(FolderFaults.description("case " + name + " lists " + named.size()
                            + " images, the data set has " + channels + " channels"));
            return Optional.of(new CaseFiles(name, named, Optional.empty(), training, problem));
        }
        return Optional.of(named)
                .filter(files -> files.size() == 1)
                .flatMap(files -> ChannelFiles.of(files.getFirst(), FolderCases.ENDINGS))
                .map(files -> new CaseFiles(name, files.images(), Optional.empty(), training, files.problem(channels)));
    }

    private CaseFiles withLabels(String name, CaseFiles images, Optional<Path> listed, boolean training) {
        Optional<Path> labels =
                listed.isPresent() || training ? listed : beside(images.images().getFirst(), name);
        Optional<Fault> problem = images.problem()
                .or(() -> labels.filter(file -> !Files.isRegularFile(file)).map(FolderFaults::missing));
        return new CaseFiles(name, images.images(), labels, training, problem);
    }

    /** Lists of tests name no labels; where the truth is known it lies in {@code labelsTs}. */
    private Optional<Path> beside(Path image, String name) {
        Path labels = folder.resolve("labelsTs").resolve(name);
        return Optional.of(labels).filter(file -> Files.isRegularFile(file) && !file.equals(image));
    }

    private Path path(String text) {
        return folder.resolve(text).normalize();
    }

    private static String start(JsonNode entry) {
        String text = entry.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
