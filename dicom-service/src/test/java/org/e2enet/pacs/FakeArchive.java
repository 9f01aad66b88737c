package org.e2enet.pacs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.e2enet.contract.EventJson;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.Part10Reader;
import org.e2enet.testkit.MadeSeries;

/** An archive over real HTTP that holds objects in memory, tells changes as Orthanc does, and fails as it is told. */
public final class FakeArchive implements AutoCloseable {
    private static final Map<String, Attribute> TAGS = Map.of(
            "00080008", Attribute.IMAGE_TYPE,
            "00080016", Attribute.SOP_CLASS_UID,
            "00080018", Attribute.SOP_INSTANCE_UID,
            "00080060", Attribute.MODALITY,
            "00080070", Attribute.MANUFACTURER,
            "0008103E", Attribute.SERIES_DESCRIPTION,
            "0020000D", Attribute.STUDY_INSTANCE_UID,
            "0020000E", Attribute.SERIES_INSTANCE_UID);

    private static final Pattern IN_SERIES =
            Pattern.compile("/dicom-web/studies/([0-9.]+)/series/([0-9.]+)(?:/instances(?:/([0-9.]+))?)?(/metadata)?");

    /** The name under which all objects were sent here. */
    public static final String CALLED_AET = "E2E";

    private final HttpServer server;
    private final Map<String, byte[]> objects = new LinkedHashMap<>();
    private final List<ObjectNode> changes = new ArrayList<>();
    private final List<byte[]> stored = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger failures = new AtomicInteger();
    private Predicate<String> failing = request -> false;
    private int failure;
    private int refusal;

    public FakeArchive() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        server.setExecutor(
                Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
        server.createContext("/", this::serve);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Takes objects in and calls the series stable. */
    public synchronized void receive(MadeSeries series) {
        receiveOnly(series);
        change("StableSeries", series.seriesUid());
    }

    /** Takes objects in, as while a series still comes. */
    public synchronized void receiveOnly(MadeSeries series) {
        series.files().forEach(this::put);
        change("NewSeries", series.seriesUid());
    }

    /** Takes objects in and tells nobody. */
    public synchronized void receiveUntold(MadeSeries series) {
        series.files().forEach(this::put);
    }

    public synchronized void change(String type, String resource) {
        changes.add(EventJson.mapper()
                .createObjectNode()
                .put("Seq", changes.size() + 1)
                .put("ChangeType", type)
                .put("ID", resource));
    }

    /** The archive was emptied: it counts its changes anew. */
    public synchronized void forget() {
        changes.clear();
        objects.clear();
    }

    public synchronized void remove(String sopUid) {
        objects.remove(sopUid);
    }

    /** As when a patient is merged: attributes change, identifiers of objects stay. */
    public synchronized void rewrite(UnaryOperator<DataSet> change) {
        objects.replaceAll((uid, bytes) -> MadeSeries.bytes(change.apply(read(bytes))));
    }

    /** The next calls whose method and path fit are answered with the status; 0 hangs until the archive is closed. */
    public synchronized void fail(int status, int times, Predicate<String> methodAndPath) {
        failure = status;
        failing = methodAndPath;
        failures.set(times);
    }

    /** Answers STOW with a FailedSOPSequence; 0 takes objects again. */
    public synchronized void refuseWith(int reason) {
        refusal = reason;
    }

    /** How many calls still fail. */
    public int failuresLeft() {
        return failures.get();
    }

    /** All objects that were sent here, in order, sent again or not. */
    public List<byte[]> stored() {
        return List.copyOf(stored);
    }

    /** Objects that are results, one per identifier. */
    public synchronized List<byte[]> results() {
        return objects.values().stream()
                .filter(bytes -> read(bytes).text(Attribute.MANUFACTURER).equals("E2ENet"))
                .toList();
    }

    /** Results that refer to a series. */
    public List<Path> resultsOf(MadeSeries series, Path folder) {
        List<Path> found = new ArrayList<>();
        for (byte[] result : results()) {
            String text = new String(result, StandardCharsets.ISO_8859_1);
            if (text.contains(series.seriesUid())) {
                try {
                    found.add(Files.write(folder.resolve("result-" + found.size() + ".dcm"), result));
                } catch (IOException impossible) {
                    throw new UncheckedIOException(impossible);
                }
            }
        }
        return found;
    }

    static DataSet read(byte[] bytes) {
        return new Part10Reader(MemorySegment.ofArray(bytes), "object").read().dataSet();
    }

    private void put(byte[] bytes) {
        objects.putIfAbsent(read(bytes).text(Attribute.SOP_INSTANCE_UID), bytes);
    }

    private void serve(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        String request = call.getRequestMethod() + " " + call.getRequestURI();
        int status = failing(request);
        if (status == 0) {
            try {
                closed.await();
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        }
        if (status >= 0) {
            send(call, status == 0 ? 500 : status, "text/plain", "Planted^Patient".getBytes(StandardCharsets.US_ASCII));
            return;
        }
        answer(call, body);
    }

    private synchronized int failing(String request) {
        boolean fails = failing.test(request) && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        return fails ? failure : -1;
    }

    private synchronized void answer(HttpExchange call, byte[] body) throws IOException {
        String path = call.getRequestURI().getPath();
        String query = String.valueOf(call.getRequestURI().getQuery());
        Matcher inSeries = IN_SERIES.matcher(path);
        if (path.equals("/tools/lookup")) {
            String uid = new String(body, StandardCharsets.US_ASCII);
            ObjectNode item = EventJson.mapper()
                    .createObjectNode()
                    .put("Type", "Instance")
                    .put("ID", uid);
            json(call, EventJson.mapper().createArrayNode().add(item));
        } else if (path.matches("/instances/[0-9.]+/metadata")) {
            json(call, EventJson.mapper().createObjectNode().put("CalledAET", CALLED_AET));
        } else if (path.equals("/changes")) {
            json(call, changes(query));
        } else if (path.startsWith("/series/")) {
            String uid = path.substring("/series/".length());
            DataSet one = first(uid);
            if (one == null) {
                send(call, 404, "text/plain", new byte[0]);
            } else {
                ObjectNode series = EventJson.mapper().createObjectNode();
                series.put("ParentStudy", one.text(Attribute.STUDY_INSTANCE_UID))
                        .put("IsStable", true);
                series.putArray("Instances").add("any");
                series.putObject("MainDicomTags").put("SeriesInstanceUID", uid);
                json(call, series);
            }
        } else if (path.startsWith("/studies/")) {
            ObjectNode study = EventJson.mapper().createObjectNode();
            study.putObject("MainDicomTags").put("StudyInstanceUID", path.substring("/studies/".length()));
            json(call, study);
        } else if (path.equals("/dicom-web/series")) {
            json(call, seriesFound(query, ""));
        } else if (path.matches("/dicom-web/studies/[0-9.]+/series")) {
            json(call, seriesFound(query, path.split("/")[3]));
        } else if (path.equals("/dicom-web/studies") && call.getRequestMethod().equals("POST")) {
            store(call, body);
        } else if (inSeries.matches()) {
            inSeries(call, inSeries, query);
        } else {
            send(call, 404, "text/plain", new byte[0]);
        }
    }

    private ObjectNode changes(String query) {
        ObjectNode answer = EventJson.mapper().createObjectNode();
        ArrayNode list = answer.putArray("Changes");
        if (query.startsWith("last")) {
            return answer.put("Last", changes.size());
        }
        long since = Long.parseLong(query.replaceAll(".*since=(\\d+).*", "$1"));
        long last = since;
        for (ObjectNode change : changes) {
            if (change.get("Seq").asLong() > since) {
                list.add(change);
                last = change.get("Seq").asLong();
            }
        }
        return answer.put("Last", last);
    }

    private DataSet first(String seriesUid) {
        return objects.values().stream()
                .map(FakeArchive::read)
                .filter(object -> object.text(Attribute.SERIES_INSTANCE_UID).equals(seriesUid))
                .findFirst()
                .orElse(null);
    }

    /** @param study whose series are asked for, or empty for all */
    private ArrayNode seriesFound(String query, String study) {
        Map<String, ObjectNode> found = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (byte[] bytes : objects.values()) {
            DataSet object = read(bytes);
            String uid = object.text(Attribute.SERIES_INSTANCE_UID);
            boolean inStudy =
                    study.isEmpty() || object.text(Attribute.STUDY_INSTANCE_UID).equals(study);
            boolean asked = !query.contains("SeriesInstanceUID=") || query.contains("SeriesInstanceUID=" + uid + "&");
            if (inStudy && asked) {
                found.putIfAbsent(uid, attributes(object));
                counts.merge(uid, 1, Integer::sum);
            }
        }
        found.forEach((uid, series) ->
                series.putObject("00201209").put("vr", "IS").putArray("Value").add(counts.get(uid)));
        return page(new ArrayList<>(found.values()), query);
    }

    private static ArrayNode page(List<ObjectNode> all, String query) {
        int offset = Integer.parseInt(query.replaceAll(".*offset=(\\d+).*", "$1"));
        ArrayNode page = EventJson.mapper().createArrayNode();
        all.stream().skip(offset).forEach(page::add);
        return page;
    }

    private static ObjectNode attributes(DataSet object) {
        ObjectNode json = EventJson.mapper().createObjectNode();
        TAGS.forEach((tag, attribute) -> {
            ArrayNode values = json.putObject(tag).put("vr", "UN").putArray("Value");
            object.texts(attribute).forEach(values::add);
        });
        return json;
    }

    private void inSeries(HttpExchange call, Matcher where, String query) throws IOException {
        List<byte[]> found = objects.values().stream()
                .filter(bytes -> {
                    DataSet object = read(bytes);
                    return object.text(Attribute.STUDY_INSTANCE_UID).equals(where.group(1))
                            && object.text(Attribute.SERIES_INSTANCE_UID).equals(where.group(2))
                            && (where.group(3) == null
                                    || object.text(Attribute.SOP_INSTANCE_UID).equals(where.group(3)));
                })
                .toList();
        boolean search = call.getRequestURI().getPath().endsWith("/instances");
        if (search) {
            json(
                    call,
                    page(
                            found.stream()
                                    .map(FakeArchive::read)
                                    .map(FakeArchive::attributes)
                                    .toList(),
                            query));
        } else if (found.isEmpty()) {
            send(call, 404, "text/plain", new byte[0]);
        } else if (where.group(4) != null) {
            json(call, EventJson.mapper().createArrayNode().add(attributes(read(found.getFirst()))));
        } else {
            multipart(call, found);
        }
    }

    private static void multipart(HttpExchange call, List<byte[]> parts) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.writeBytes("--fence\r\nContent-Type: application/dicom\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(part);
            body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        body.writeBytes("--fence--\r\n".getBytes(StandardCharsets.US_ASCII));
        send(call, 200, "multipart/related; type=\"application/dicom\"; boundary=fence", body.toByteArray());
    }

    private void store(HttpExchange call, byte[] body) throws IOException {
        ObjectNode answer = EventJson.mapper().createObjectNode();
        if (refusal != 0) {
            ObjectNode failed = EventJson.mapper().createObjectNode();
            failed.putObject("00081197").put("vr", "US").putArray("Value").add(refusal);
            answer.putObject("00081198").put("vr", "SQ").putArray("Value").add(failed);
            json(call, answer);
            return;
        }
        String type = call.getRequestHeaders().getFirst("Content-Type");
        String fence = "--" + type.replaceAll(".*boundary=", "");
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int begin = text.indexOf("\r\n\r\n") + 4;
        byte[] object = Arrays.copyOfRange(body, begin, text.lastIndexOf("\r\n" + fence));
        stored.add(object);
        put(object);
        change("NewSeries", read(object).text(Attribute.SERIES_INSTANCE_UID));
        change("StableSeries", read(object).text(Attribute.SERIES_INSTANCE_UID));
        json(call, answer);
    }

    private static void json(HttpExchange call, Object json) throws IOException {
        send(call, 200, "application/dicom+json", EventJson.mapper().writeValueAsBytes(json));
    }

    private static void send(HttpExchange call, int status, String type, byte[] body) throws IOException {
        call.getResponseHeaders().add("Content-Type", type);
        call.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
