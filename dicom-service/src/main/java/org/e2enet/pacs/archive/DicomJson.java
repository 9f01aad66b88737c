package org.e2enet.pacs.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * An object's attributes as DICOM JSON (PS3.18, annex F), by tag.
 *
 * @param json an object of DICOM JSON
 */
public record DicomJson(JsonNode json) {
    /** Attributes that are asked for. */
    public enum Tag {
        IMAGE_TYPE("00080008"),
        SOP_CLASS_UID("00080016"),
        SOP_INSTANCE_UID("00080018"),
        MODALITY("00080060"),
        MANUFACTURER("00080070"),
        SERIES_DESCRIPTION("0008103E"),
        FAILURE_REASON("00081197"),
        FAILED_SOP_SEQUENCE("00081198"),
        BODY_PART_EXAMINED("00180015"),
        SLICE_THICKNESS("00180050"),
        STUDY_INSTANCE_UID("0020000D"),
        SERIES_INSTANCE_UID("0020000E"),
        NUMBER_OF_SERIES_RELATED_INSTANCES("00201209"),
        NUMBER_OF_FRAMES("00280008");

        private final String digits;

        Tag(String digits) {
            this.digits = digits;
        }

        /** Eight hexadecimal digits. */
        public String digits() {
            return digits;
        }
    }

    /** The first value; empty where there is none. */
    public String text(Tag tag) {
        return texts(tag).stream().findFirst().orElse("");
    }

    public List<String> texts(Tag tag) {
        List<String> texts = new ArrayList<>();
        json.path(tag.digits())
                .path("Value")
                .forEach(value -> texts.add(value.asText().strip()));
        return texts;
    }

    /** The first value as a number, or what it is by default. */
    public double number(Tag tag, double absent) {
        return json.path(tag.digits()).path("Value").path(0).asDouble(absent);
    }

    /** Items of a sequence. */
    public List<DicomJson> items(Tag tag) {
        List<DicomJson> items = new ArrayList<>();
        json.path(tag.digits()).path("Value").forEach(item -> items.add(new DicomJson(item)));
        return items;
    }
}
