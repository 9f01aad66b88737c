package org.e2enet.pacs.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.e2enet.dicom.files.FileBounds;
import org.e2enet.faults.FaultException;
import org.e2enet.pacs.archive.DicomJson.Tag;

/**
 * An archive's DICOMweb (PS3.18): QIDO-RS, WADO-RS, STOW-RS. Faults are DCM-41x, which may pass, and DCM-420, which does not. Thread
 * safe.
 */
public final class DicomWeb {
    private static final String JSON = "application/dicom+json";
    private static final String MULTIPART = "multipart/related; type=\"application/dicom\"";
    private static final int PAGE = 1000;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;

    /** FailureReason: processing failure, and A7xx out of resources; both may pass. */
    private static final int PROCESSING_FAILURE = 0x0110;

    private static final int OUT_OF_RESOURCES = 0xA7;

    private final ArchiveHttp http;
    private final String base;

    /** @param base path of DICOMweb below the archive's root, empty or ending in a slash */
    DicomWeb(ArchiveHttp http, String base) {
        this.http = http;
        this.base = base;
    }

    /** Identifiers of a series' instances, sorted; none where there is no such series in that study. */
    public List<String> instances(SeriesUids series) {
        return all(base + series.path() + "/instances?").stream()
                .map(instance -> instance.text(Tag.SOP_INSTANCE_UID))
                .filter(uid -> !uid.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /** Where a series is now, whatever study it was in. */
    public Optional<SeriesUids> find(String seriesUid) {
        return all(base + "series?SeriesInstanceUID=" + seriesUid + "&").stream()
                .map(SeriesUids::of)
                .filter(found -> found.series().equals(seriesUid))
                .findFirst();
    }

    /** The series of studies since a day, with the number of their instances. */
    public Map<SeriesUids, Integer> seriesSince(LocalDate day) {
        String since = DateTimeFormatter.BASIC_ISO_DATE.format(day) + "-";
        String fields = "&includefield=" + Tag.NUMBER_OF_SERIES_RELATED_INSTANCES.digits() + "&";
        Map<SeriesUids, Integer> found = new LinkedHashMap<>();
        for (DicomJson series : all(base + "series?StudyDate=" + since + fields)) {
            found.put(SeriesUids.of(series), (int) series.number(Tag.NUMBER_OF_SERIES_RELATED_INSTANCES, 0));
        }
        return found;
    }

    /** An instance's attributes; empty where it is not there. */
    public Optional<DicomJson> attributes(SeriesUids series, String sopUid) {
        return http.json(base + series.path() + "/instances/" + sopUid + "/metadata", JSON)
                .map(answer -> new DicomJson(answer.path(0)));
    }

    /** The series of a study. */
    public List<SeriesUids> seriesOf(String study) {
        return all(base + "studies/" + study + "/series?").stream()
                .map(found -> new SeriesUids(study, found.text(Tag.SERIES_INSTANCE_UID)))
                .distinct()
                .toList();
    }

    /**
     * Fetches a series, one file per instance.
     *
     * @param folder empty
     * @return number of files; 0 where the series is not there
     * @throws org.e2enet.faults.FaultException DCM-107 where it holds more bytes than the bounds allow, DCM-41x
     */
    public int fetch(SeriesUids series, Path folder, FileBounds bounds) throws IOException {
        return fetch(series.path(), folder, bounds);
    }

    /** Fetches one instance as {@code part-1.dcm}. @return whether it is there */
    public boolean fetch(SeriesUids series, String sopUid, Path folder, FileBounds bounds) throws IOException {
        return fetch(series.path() + "/instances/" + sopUid, folder, bounds) == 1;
    }

    /** Uncompressed if the archive can make that, else as it is. */
    private int fetch(String path, Path folder, FileBounds bounds) throws IOException {
        Path body = folder.resolve("body");
        HttpResponse<Path> answer = retrieve(path, "; transfer-syntax=1.2.840.10008.1.2.1", body, bounds);
        boolean takenSo = answer.statusCode() / 100 == 2;
        boolean mayBeTakenOtherwise =
                answer.statusCode() == 400 || answer.statusCode() == 406 || answer.statusCode() >= 500;
        if (!takenSo && mayBeTakenOtherwise) {
            answer = retrieve(path, "; transfer-syntax=*", body, bounds);
        }
        if (answer.statusCode() == NOT_FOUND) {
            Files.delete(body);
            return 0;
        }
        http.requireSuccess(answer);
        String type = answer.headers().firstValue("Content-Type").orElse("");
        String boundary = MultipartFile.boundary(type)
                .orElseThrow(() -> ArchiveFaults.odd(http.archive(), "no multipart/related")
                        .exception());
        int parts = MultipartFile.split(body, boundary, folder)
                .orElseThrow(
                        () -> ArchiveFaults.odd(http.archive(), "cut short").exception());
        Files.delete(body);
        return parts;
    }

    private HttpResponse<Path> retrieve(String path, String syntax, Path body, FileBounds bounds) {
        HttpRequest.Builder request =
                http.request(base + path).header("Accept", MULTIPART + syntax).GET();
        BoundedBody<Path> bounded = new BoundedBody<>(BodyHandlers.ofFile(body), bounds.maxBytes());
        try {
            return http.transfer(request, bounded);
        } catch (FaultException hungUp) {
            throw bounded.isLonger() ? bounds.tooManyBytes() : hungUp;
        }
    }

    /**
     * Stores an object. One that is there already counts as stored.
     *
     * @throws org.e2enet.faults.FaultException DCM-420 where the archive looked at it and said no
     */
    public void store(Path object) throws FileNotFoundException {
        String boundary = "e2enet-" + UUID.randomUUID();
        byte[] head =
                ("--" + boundary + "\r\nContent-Type: application/dicom\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
        HttpRequest.Builder request = http.request(base + "studies")
                .header("Content-Type", MULTIPART + "; boundary=" + boundary)
                .header("Accept", JSON)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofByteArray(head),
                        BodyPublishers.ofFile(object),
                        BodyPublishers.ofByteArray(tail)));
        HttpResponse<byte[]> answer = http.transfer(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() == TOO_LARGE) {
            throw ArchiveFaults.refused(http.archive(), "too large (HTTP 413)").exception();
        }
        if (answer.statusCode() != CONFLICT) {
            http.requireSuccess(answer);
        }
        requireStored(answer.statusCode(), http.tree(answer.body()));
    }

    private void requireStored(int status, Optional<JsonNode> answer) {
        List<DicomJson> failed = answer.map(json -> new DicomJson(json).items(Tag.FAILED_SOP_SEQUENCE))
                .orElse(List.of());
        if (failed.isEmpty() && status != CONFLICT) {
            return;
        }
        int reason = failed.isEmpty() ? 0 : (int) failed.getFirst().number(Tag.FAILURE_REASON, 0);
        if (reason == PROCESSING_FAILURE || reason >> 8 == OUT_OF_RESOURCES) {
            throw ArchiveFaults.failed(http.archive(), status).exception();
        }
        throw ArchiveFaults.refused(http.archive(), "HTTP %d, failure reason %04X".formatted(status, reason))
                .exception();
    }

    /** Page by page, until one brings nothing new: some archives know no offset, some give fewer than was asked for. */
    private List<DicomJson> all(String query) {
        Map<String, DicomJson> found = new LinkedHashMap<>();
        while (true) {
            int before = found.size();
            List<DicomJson> page = page(query + "limit=" + PAGE + "&offset=" + before);
            page.forEach(item -> found.putIfAbsent(
                    item.text(Tag.SERIES_INSTANCE_UID) + '/' + item.text(Tag.SOP_INSTANCE_UID), item));
            if (page.isEmpty() || found.size() == before) {
                return new ArrayList<>(found.values());
            }
        }
    }

    private List<DicomJson> page(String query) {
        JsonNode answer = http.json(query, JSON).orElse(null);
        if (answer == null) {
            return List.of();
        }
        if (!answer.isArray()) {
            throw ArchiveFaults.odd(http.archive(), "no list of objects").exception();
        }
        return answer.valueStream().map(DicomJson::new).collect(Collectors.toList());
    }
}
