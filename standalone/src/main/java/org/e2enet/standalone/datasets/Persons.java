package org.e2enet.standalone.datasets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom cases show, as whoever brings them says: a list by the case's name, else a name such as {@code sub-07_ses-2_T1w} (BIDS).
 *
 * @param byCase persons by case
 */
record Persons(Map<String, String> byCase) {
    /** Nobody gave a list. */
    static final Persons BY_NAME = new Persons(Map.of());

    private static final Pattern BIDS = Pattern.compile("sub-(?<person>[A-Za-z0-9]+)([_.].*)?");

    /** @throws org.e2enet.faults.FaultException CLI-409 where the file is no JSON object of texts */
    static Persons read(Path json) {
        try {
            JsonNode object = new ObjectMapper().readTree(json.toFile());
            if (object == null || !object.isObject()) {
                throw FolderFaults.subjects("it holds no JSON object").exception();
            }
            Map<String, String> byCase = new TreeMap<>();
            object.properties().forEach(entry -> {
                if (!entry.getValue().isTextual() || entry.getValue().asText().isBlank()) {
                    throw FolderFaults.subjects("a case is given no text").exception();
                }
                byCase.put(entry.getKey(), entry.getValue().asText());
            });
            return new Persons(byCase);
        } catch (JsonProcessingException failure) {
            throw FolderFaults.subjects("it is no JSON").exception(failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The case with the person it shows, if that is known. */
    CaseFiles named(CaseFiles files) {
        String fileName = Path.of(files.name()).getFileName().toString();
        Matcher bids = BIDS.matcher(fileName);
        Optional<String> person = Optional.ofNullable(byCase.get(files.name()))
                .or(() -> Optional.ofNullable(byCase.get(fileName)))
                .or(() -> bids.matches() ? Optional.of(bids.group("person")) : Optional.empty());
        return files.of(person);
    }
}
