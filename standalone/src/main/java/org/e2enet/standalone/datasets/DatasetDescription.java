package org.e2enet.standalone.datasets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A {@code dataset.json}: nnU-Net's, v1 or v2, or the Medical Segmentation Decathlon's. */
record DatasetDescription(Path folder, JsonNode json) {
    private static final int LONGEST_NAME = 120;
    private static final String IGNORE = "ignore";

    /** @throws org.e2enet.faults.FaultException CLI-401 with line and column where it is no JSON */
    static DatasetDescription read(Path folder) {
        try {
            JsonNode json = new ObjectMapper()
                    .readTree(folder.resolve(FolderFaults.DESCRIPTION).toFile());
            if (json == null || !json.isObject()) {
                throw FolderFaults.description("it holds no JSON object").exception();
            }
            return new DatasetDescription(folder, json);
        } catch (JsonProcessingException failure) {
            throw FolderFaults.description("it is no JSON in line "
                            + failure.getLocation().getLineNr() + ", column "
                            + failure.getLocation().getColumnNr() + ": " + failure.getOriginalMessage())
                    .exception(failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Its own name, else the folder's; signs that no name may have become '-'. */
    String name() {
        String folderName = folder.toAbsolutePath().normalize().getFileName().toString();
        String name = Optional.of(json.path("name").asText(""))
                .map(DatasetDescription::ascii)
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> ascii(folderName));
        if (name.isEmpty()) {
            throw FolderFaults.name("neither the data set nor its folder has a name in letters and digits of ASCII")
                    .exception();
        }
        if (name.length() > LONGEST_NAME) {
            throw FolderFaults.name(
                            "the data set's name has " + name.length() + " signs, " + LONGEST_NAME + " are possible")
                    .exception();
        }
        return name;
    }

    private static String ascii(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+|-+$", "");
    }

    /** Names of channels, in order: a list, or a map by number. */
    List<String> channels() {
        JsonNode named = json.has("channel_names") ? json.get("channel_names") : json.path("modality");
        Map<Integer, String> byNumber = new TreeMap<>();
        if (named.isArray()) {
            named.forEach(name -> byNumber.put(byNumber.size(), name.asText()));
        } else {
            named.properties()
                    .forEach(entry -> byNumber.put(
                            number(entry.getKey()), entry.getValue().asText()));
        }
        if (byNumber.isEmpty()) {
            throw FolderFaults.description("neither \"channel_names\" nor \"modality\" names a channel")
                    .exception();
        }
        List<Integer> numbers = List.copyOf(byNumber.keySet());
        if (!numbers.equals(IntStream.range(0, numbers.size()).boxed().toList())) {
            throw FolderFaults.description("channels are numbered " + numbers + ", not from 0 on without a gap")
                    .exception();
        }
        return List.copyOf(byNumber.values());
    }

    /** None where nobody coded its labels. */
    LabelCodes labelCodes() {
        return new LabelCodes(json.path(LabelCodes.FIELD));
    }

    /** Names by value: nnU-Net maps names to values, Decathlon values to names. */
    Map<Integer, String> labels() {
        Map<Integer, String> labels = new TreeMap<>();
        json.path("labels").properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isIntegralNumber()) {
                put(labels, value.asInt(), entry.getKey());
            } else if (value.isTextual()) {
                put(labels, number(entry.getKey()), value.asText());
            } else {
                throw FolderFaults.labels("label '" + entry.getKey()
                                + "' is neither a value nor a name; regions are not supported")
                        .exception();
            }
        });
        requireConsecutive(labels);
        return labels;
    }

    private static void put(Map<Integer, String> labels, int value, String name) {
        if (name.equalsIgnoreCase(IGNORE)) {
            throw FolderFaults.labels(
                            "label '" + name + "' (" + value + ") marks voxels to be left out of training, which is"
                                    + " not supported: it would become a class")
                    .exception();
        }
        String before = labels.put(value, name);
        if (before != null) {
            throw FolderFaults.labels("'" + before + "' and '" + name + "' both have the value " + value)
                    .exception();
        }
    }

    private static void requireConsecutive(Map<Integer, String> labels) {
        List<Integer> foreground =
                labels.keySet().stream().filter(value -> value != 0).toList();
        for (int i = 0; i < foreground.size(); i++) {
            if (foreground.get(i) != i + 1) {
                throw FolderFaults.labels("the labels' values are " + labels.keySet() + ": every value up to "
                                + foreground.getLast() + " would become a class")
                        .exception();
            }
        }
    }

    String ending() {
        return json.path("file_ending").asText(FolderCases.ENDINGS.getFirst());
    }

    /** Cases that are listed, else those that lie in the folder. */
    List<CaseFiles> cases() {
        List<CaseFiles> cases =
                new ArrayList<>(new ListedCases(folder, channels().size()).of(json));
        if (cases.isEmpty()) {
            cases.addAll(FolderCases.of(folder, ending(), channels().size()));
        }
        if (cases.isEmpty()) {
            throw FolderFaults.noCase(folder, ending()).exception();
        }
        return cases;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException failure) {
            throw FolderFaults.description("'" + text + "' is not a number").exception(failure);
        }
    }
}
