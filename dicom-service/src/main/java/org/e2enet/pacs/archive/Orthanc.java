package org.e2enet.pacs.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Orthanc offers beside DICOMweb: its changes, and sending on. Faults as of {@link DicomWeb}. Thread safe. */
public final class Orthanc {
    private static final String JSON = "application/json";

    private final ArchiveHttp http;

    Orthanc(ArchiveHttp http) {
        this.http = http;
    }

    /**
     * A change.
     *
     * @param type for example {@code StableSeries}
     * @param resource Orthanc's own id of what changed
     */
    public record Change(long number, String type, String resource) {}

    /** @param last number of the last of them, or what they were asked since */
    public record Changes(List<Change> changes, long last) {}

    /**
     * A series as Orthanc knows it.
     *
     * @param stable whether nothing came in for a while
     */
    public record Known(SeriesUids uids, boolean stable) {}

    /** The changes after one, in order, at most so many. */
    public Changes changes(long since, int limit) {
        return read(http.json("changes?since=" + since + "&limit=" + limit, JSON));
    }

    /** Number of the newest change. */
    public long lastChange() {
        return read(http.json("changes?last", JSON)).last();
    }

    private Changes read(Optional<JsonNode> answer) {
        JsonNode json = answer.orElseThrow(
                () -> ArchiveFaults.odd(http.archive(), "no changes").exception());
        if (!json.path("Last").isIntegralNumber()) {
            throw ArchiveFaults.odd(http.archive(), "no list of changes").exception();
        }
        List<Change> changes = new ArrayList<>();
        json.path("Changes")
                .forEach(change -> changes.add(new Change(
                        change.path("Seq").asLong(),
                        change.path("ChangeType").asText(),
                        change.path("ID").asText())));
        return new Changes(changes, json.path("Last").asLong());
    }

    /** A series by Orthanc's id; empty where it is gone. */
    public Optional<Known> series(String id) {
        return http.json("series/" + id, JSON).flatMap(series -> http.json(
                        "studies/" + series.path("ParentStudy").asText(), JSON)
                .map(study -> new Known(
                        new SeriesUids(uid(study, "StudyInstanceUID"), uid(series, "SeriesInstanceUID")),
                        series.path("IsStable").asBoolean(true))));
    }

    private static String uid(JsonNode resource, String name) {
        return resource.path("MainDicomTags").path(name).asText();
    }

    /** The name (AET) under which an instance was sent to Orthanc; empty where it came another way. */
    public String calledAet(String sopUid) {
        // Orthanc answers plain text here, which is no JSON: it is asked for as part of the expanded metadata.
        return lookup(sopUid)
                .flatMap(instance -> http.json("instances/" + instance + "/metadata?expand", JSON))
                .map(metadata -> metadata.path("CalledAET").asText())
                .orElse("");
    }

    /**
     * Lets Orthanc send an object on by C-STORE.
     *
     * @param modality name in Orthanc's own settings
     * @return the job that does it
     */
    public String send(String sopUid, String modality) {
        String instance = lookup(sopUid)
                .orElseThrow(() -> ArchiveFaults.notSent(http.archive(), "the result is not there any more")
                        .exception());
        Map<String, Object> order = Map.of("Resources", List.of(instance), "Synchronous", false);
        return http.post("modalities/" + modality + "/store", order)
                .map(job -> job.path("ID").asText())
                .filter(id -> !id.isEmpty())
                .orElseThrow(() -> ArchiveFaults.notSent(http.archive(), "it knows no such destination")
                        .exception());
    }

    /** Orthanc's own id of an instance. */
    private Optional<String> lookup(String sopUid) {
        return http.postText("tools/lookup", sopUid).flatMap(found -> found.valueStream()
                .filter(item -> item.path("Type").asText().equals("Instance"))
                .map(item -> item.path("ID").asText())
                .findFirst());
    }

    /** Whether a job is done. @throws org.e2enet.faults.FaultException DCM-421 where it failed or is gone */
    public boolean isDone(String job) {
        JsonNode answer = http.json("jobs/" + job, JSON)
                .orElseThrow(() ->
                        ArchiveFaults.notSent(http.archive(), "its job is gone").exception());
        return switch (answer.path("State").asText()) {
            case "Success" -> true;
            case "Failure" ->
                throw ArchiveFaults.notSent(
                                http.archive(),
                                "error " + answer.path("ErrorCode").asInt())
                        .exception();
            default -> false;
        };
    }
}
