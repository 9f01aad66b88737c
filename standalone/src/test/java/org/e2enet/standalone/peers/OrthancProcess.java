package org.e2enet.standalone.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.e2enet.ports.FreePort;
import org.e2enet.testkit.MadeSeries;
import org.e2enet.testkit.Patience;

/** A real Orthanc on loopback, with registered users, DICOMweb and GDCM; on the same ports and data however often it is started. */
public final class OrthancProcess implements AutoCloseable {
    public static final String USER = "e2enet";
    public static final String PASSWORD = "only-for-tests";

    private static final Duration PATIENCE = Patience.LONG;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PLUGINS = Path.of("/usr/share/orthanc/plugins");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final String aet;
    private final int httpPort = FreePort.take();
    private final int dicomPort = FreePort.take();
    private final List<String> scripts = new ArrayList<>();
    private Process process;

    /** @param folder for its data, settings and log; made if it is not there */
    public OrthancProcess(Path folder, String aet) {
        this.folder = folder;
        this.aet = aet;
    }

    /** Before it is configured: a Lua script that it runs. */
    public OrthancProcess script(String lua) throws IOException {
        Files.createDirectories(folder);
        scripts.add(Files.writeString(folder.resolve("script-" + scripts.size() + ".lua"), lua)
                .toString());
        return this;
    }

    /** @param others archives that this one can send to, by their AET */
    public OrthancProcess configure(OrthancProcess... others) throws IOException {
        Files.createDirectories(folder.resolve("db"));
        Map<String, List<Object>> modalities = new java.util.HashMap<>();
        for (OrthancProcess other : others) {
            modalities.put(other.aet, List.of(other.aet, "127.0.0.1", other.dicomPort));
        }
        String db = folder.resolve("db").toString();
        Map<String, Object> settings = Map.ofEntries(
                Map.entry("Name", aet),
                Map.entry("StorageDirectory", db),
                Map.entry("IndexDirectory", db),
                Map.entry("HttpPort", httpPort),
                Map.entry("DicomPort", dicomPort),
                Map.entry("DicomAet", aet),
                Map.entry("DicomCheckCalledAet", true),
                Map.entry("RemoteAccessAllowed", false),
                Map.entry("AuthenticationEnabled", true),
                Map.entry("RegisteredUsers", Map.of(USER, PASSWORD)),
                Map.entry("StableAge", 1),
                Map.entry("OverwriteInstances", false),
                Map.entry("DicomAlwaysAllowStore", true),
                Map.entry("DicomModalities", modalities),
                Map.entry("LuaScripts", scripts),
                Map.entry("DicomWeb", Map.of("Enable", true, "Root", "/dicom-web/")),
                Map.entry(
                        "Plugins",
                        List.of(
                                Peers.file(PLUGINS.resolve("libOrthancDicomWeb.so"), "orthanc-dicomweb")
                                        .toString(),
                                Peers.file(PLUGINS.resolve("libOrthancGdcm.so"), "orthanc-gdcm")
                                        .toString())));
        Files.write(folder.resolve("orthanc.json"), JSON.writeValueAsBytes(settings));
        Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        return this;
    }

    public OrthancProcess start() throws IOException {
        process = new ProcessBuilder(
                        Peers.program("Orthanc", "orthanc").toString(),
                        folder.resolve("orthanc.json").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("orthanc.log").toFile()))
                .start();
        Awaitility.await("Orthanc")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(Files.readString(folder.resolve("orthanc.log")));
                    }
                    try {
                        return get("/system").has("Version");
                    } catch (IOException notYet) {
                        return false;
                    }
                });
        return this;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    public Path passwordFile() {
        return folder.resolve("password");
    }

    /** Sends a series by C-STORE, as a scanner does. */
    public void send(MadeSeries series) throws IOException, InterruptedException {
        Path files = series.write(Files.createTempDirectory(folder, "sent"));
        List<String> command = new ArrayList<>(List.of(
                Peers.program("storescu", "dcmtk").toString(), "-aec", aet, "127.0.0.1", String.valueOf(dicomPort)));
        try (var paths = Files.list(files)) {
            paths.sorted().map(Path::toString).forEach(command::add);
        }
        Peers.run(command);
    }

    public JsonNode get(String path) throws IOException {
        return JSON.readTree(bytes(HttpRequest.newBuilder(address().resolve(path))));
    }

    public JsonNode post(String path, Object body) throws IOException {
        return JSON.readTree(bytes(HttpRequest.newBuilder(address().resolve(path))
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))));
    }

    private byte[] bytes(HttpRequest.Builder request) throws IOException {
        String both = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpRequest call = request.header("Authorization", "Basic " + both)
                .timeout(PATIENCE)
                .build();
        try {
            return once(call);
        } catch (IOException closed) {
            // A connection that Orthanc has closed meanwhile says so only when it is used again.
            return once(call);
        }
    }

    private byte[] once(HttpRequest call) throws IOException {
        try {
            return client.send(call, BodyHandlers.ofByteArray()).body();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    /** Orthanc's ids of the SEG objects whose files mention a series. */
    public List<String> segmentationsOf(MadeSeries series) throws IOException {
        JsonNode found = post(
                "/tools/find",
                Map.of("Level", "Instance", "Query", Map.of("StudyInstanceUID", series.studyUid(), "Modality", "SEG")));
        List<String> ids = new ArrayList<>();
        found.forEach(id -> ids.add(id.asText()));
        return ids;
    }

    /** An object as it was stored. */
    public byte[] file(String instance) throws IOException {
        return bytes(HttpRequest.newBuilder(address().resolve("/instances/" + instance + "/file")));
    }

    /** SIGKILL, if it was started: no chance to tidy up. */
    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            try {
                process.waitFor();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        client.close();
    }
}
