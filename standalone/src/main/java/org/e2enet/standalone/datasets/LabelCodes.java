package org.e2enet.standalone.datasets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.LabelCode;

/**
 * What labels mean in coded words, for results in DICOM: a JSON object of codes by the labels' values or names, as {@code dataset.json} may hold
 * it under {@code labelCodes}, or a file by itself.
 */
record LabelCodes(JsonNode json) {
    static final String FIELD = "labelCodes";

    /** A field that is not known is a typo, and what was meant would be missing in every result. */
    private static final ObjectMapper STRICT =
            EventJson.mapper().copy().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true);

    /** @throws org.e2enet.faults.FaultException CLI-410 where it is no JSON object */
    static LabelCodes read(Path file) {
        try {
            JsonNode json = STRICT.readTree(Files.readAllBytes(file));
            if (json == null || !json.isObject()) {
                throw FolderFaults.labelCodes("it holds no JSON object").exception();
            }
            return new LabelCodes(json.has(FIELD) ? json.get(FIELD) : json);
        } catch (IOException notJson) {
            throw FolderFaults.labelCodes("it is no JSON").exception(notJson);
        }
    }

    /**
     * The definition with these codes beside those that it has.
     *
     * @throws org.e2enet.faults.FaultException CLI-410 for a label that the data set does not have, or a code of another form
     */
    DatasetDefinition in(DatasetDefinition definition) {
        if (!json.isObject() && !json.isMissingNode()) {
            throw FolderFaults.labelCodes("they are no JSON object").exception();
        }
        Map<Integer, LabelCode> codes = new TreeMap<>(definition.labelCodes());
        json.properties()
                .forEach(entry ->
                        codes.put(value(entry.getKey(), definition.labels()), code(entry.getKey(), entry.getValue())));
        return definition.withLabelCodes(codes);
    }

    private static int value(String label, Map<Integer, String> labels) {
        Stream<Integer> values = labels.keySet().stream().filter(value -> value != 0);
        Optional<Integer> found = values.filter(value ->
                        String.valueOf(value).equals(label) || labels.get(value).equalsIgnoreCase(label))
                .findFirst();
        return found.orElseThrow(
                () -> FolderFaults.labelCodes("the data set has no label '" + label + "' above 0; it has " + labels)
                        .exception());
    }

    private static LabelCode code(String label, JsonNode json) {
        try {
            return STRICT.treeToValue(json, LabelCode.class);
        } catch (JsonProcessingException | IllegalArgumentException wrong) {
            throw FolderFaults.labelCodes("the code of label '" + label + "' is none: "
                            + wrong.getMessage().lines().findFirst().orElse(""))
                    .exception(wrong);
        }
    }
}
