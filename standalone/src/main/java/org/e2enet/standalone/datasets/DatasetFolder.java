package org.e2enet.standalone.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.faults.Fault;

/**
 * A folder with a {@code dataset.json}: nnU-Net's ({@code channel_names}, one file per channel) or the Medical
 * Segmentation Decathlon's ({@code modality}, channels in the fourth axis).
 *
 * @param definition what the scans have in common; CT channels are z-scored, for their statistics are not known yet
 */
public record DatasetFolder(DatasetDefinition definition, List<CaseFiles> cases) {
    private static final String DESCRIPTION = "dataset.json";

    public DatasetFolder {
        cases = List.copyOf(cases);
    }

    public static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(DESCRIPTION));
    }

    /** Scans keep their spacing. */
    public static DatasetFolder read(Path folder, Optional<String> name) {
        return read(folder, name, null);
    }

    /**
     * @param name of the data set; empty = the description's, else the folder's
     * @param spacingMm that scans are resampled to; null = each keeps its own
     */
    public static DatasetFolder read(Path folder, Optional<String> name, List<Double> spacingMm) {
        JsonNode json = description(folder);
        DatasetDefinition definition = new DatasetDefinition(
                name.orElseGet(() -> ownName(folder, json)),
                channels(json),
                labels(json),
                List.of(),
                spacingMm,
                Map.of());
        List<CaseFiles> cases = json.path("training").isArray()
                ? decathlonCases(folder, json)
                : nnunetCases(folder, json.path("file_ending").asText(".nii.gz"));
        return new DatasetFolder(definition, cases);
    }

    private static JsonNode description(Path folder) {
        try {
            return new ObjectMapper().readTree(folder.resolve(DESCRIPTION).toFile());
        } catch (IOException failure) {
            throw fault("it cannot be read as JSON").exception(failure);
        }
    }

    private static String ownName(Path folder, JsonNode json) {
        String name = json.path("name")
                .asText(folder.toAbsolutePath().normalize().getFileName().toString());
        return name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
    }

    private static List<String> channels(JsonNode json) {
        JsonNode named = json.has("channel_names") ? json.get("channel_names") : json.path("modality");
        Map<Integer, String> byIndex = new TreeMap<>();
        named.properties()
                .forEach(entry ->
                        byIndex.put(index(entry.getKey()), entry.getValue().asText()));
        if (byIndex.isEmpty()) {
            throw fault("neither \"channel_names\" nor \"modality\" names a channel")
                    .exception();
        }
        return List.copyOf(byIndex.values());
    }

    /** nnU-Net maps names to values, Decathlon values to names. */
    private static Map<Integer, String> labels(JsonNode json) {
        Map<Integer, String> labels = new TreeMap<>();
        json.path("labels").properties().forEach(entry -> {
            if (entry.getValue().isIntegralNumber()) {
                labels.put(entry.getValue().asInt(), entry.getKey());
            } else if (entry.getValue().isTextual()) {
                labels.put(index(entry.getKey()), entry.getValue().asText());
            } else {
                throw fault("label '" + entry.getKey() + "' is neither a value nor a name; regions are not supported")
                        .exception();
            }
        });
        return labels;
    }

    private static int index(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException failure) {
            throw fault("'" + text + "' is not a number").exception(failure);
        }
    }

    private static List<CaseFiles> nnunetCases(Path folder, String ending) {
        List<CaseFiles> cases = new ArrayList<>();
        for (String subset : List.of("Tr", "Ts")) {
            Map<String, List<Path>> images = new TreeMap<>();
            for (Path file : files(folder.resolve("images" + subset), ending)) {
                String stem = stem(file, ending);
                // Behind the case's name comes the channel: _0000.
                images.computeIfAbsent(stem.replaceFirst("_\\d{4}$", ""), _ -> new ArrayList<>())
                        .add(file);
            }
            images.forEach((name, channels) -> {
                Path labels = folder.resolve("labels" + subset).resolve(name + ending);
                cases.add(
                        new CaseFiles(channels, Optional.of(labels).filter(Files::isRegularFile), subset.equals("Tr")));
            });
        }
        return cases;
    }

    private static List<CaseFiles> decathlonCases(Path folder, JsonNode json) {
        List<CaseFiles> cases = new ArrayList<>();
        for (JsonNode entry : json.path("training")) {
            cases.add(new CaseFiles(
                    List.of(folder.resolve(entry.path("image").asText())),
                    Optional.of(folder.resolve(entry.path("label").asText())),
                    true));
        }
        for (JsonNode image : json.path("test")) {
            cases.add(new CaseFiles(List.of(folder.resolve(image.asText())), Optional.empty(), false));
        }
        return cases;
    }

    private static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            // Copies made on a Mac bring hidden twins named ._x.
            return files.filter(file -> file.getFileName().toString().endsWith(ending)
                            && !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String stem(Path file, String ending) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ending.length());
    }

    private static Fault fault(String what) {
        return new Fault("CLI-401", what, DESCRIPTION, "Give a data set folder of nnU-Net or of the Decathlon.");
    }
}
