package org.e2enet.standalone.bench.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.e2enet.faults.Fault;

/** A Chromium of the system without a window, in a profile of its own that goes with it. */
final class Chromium implements AutoCloseable {
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/bin/chromium"),
            Path.of("/usr/bin/chromium-browser"),
            Path.of("/usr/bin/google-chrome"),
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));
    private static final Pattern LISTENS = Pattern.compile("DevTools listening on (ws://\\S+)");
    private static final int START_SECONDS = 60;

    private final Path profile;
    private final Process process;
    private final DevTools tools;

    private Chromium(Path profile, Process process, DevTools tools) {
        this.profile = profile;
        this.process = process;
        this.tools = tools;
    }

    /** @throws org.e2enet.faults.FaultException CLI-606 when there is no browser, or it does not start */
    static Chromium start(Optional<Path> wanted) throws InterruptedException {
        Path program = wanted.or(
                        () -> PLACES.stream().filter(Files::isExecutable).findFirst())
                .filter(Files::isExecutable)
                .orElseThrow(() -> absent("there is no Chromium").exception());
        try {
            Path profile = Files.createTempDirectory("e2enet-browser");
            List<String> command = new ArrayList<>(List.of(
                    program.toString(),
                    "--headless=new",
                    "--remote-debugging-port=0",
                    "--user-data-dir=" + profile,
                    "--no-first-run",
                    "--disable-background-networking",
                    "--window-size=1360,900"));
            if (System.getProperty("user.name").equals("root")) {
                command.add("--no-sandbox"); // it refuses to start as root otherwise
            }
            command.add("about:blank");
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            CompletableFuture<URI> address = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> listen(process, address));
            try {
                return new Chromium(profile, process, new DevTools(address.get(START_SECONDS, TimeUnit.SECONDS)));
            } catch (ExecutionException | TimeoutException silent) {
                process.destroyForcibly();
                throw absent(program + " does not start").exception(silent);
            }
        } catch (IOException failure) {
            throw absent("Chromium cannot be started").exception(failure);
        }
    }

    private static Fault absent(String what) {
        return new Fault(
                "CLI-606", what, "browser", "Install it (apt-get install chromium), or name one with --browser.");
    }

    private static void listen(Process process, CompletableFuture<URI> address) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher listens = LISTENS.matcher(line);
                if (listens.find()) {
                    address.complete(URI.create(listens.group(1)));
                }
            }
            address.completeExceptionally(new IOException("it ended"));
        } catch (IOException ended) {
            address.completeExceptionally(ended);
        }
    }

    /** A page that nothing is loaded into yet, with nothing in its cache. */
    Tab open() throws InterruptedException {
        String context = tools.call(null, "Target.createBrowserContext", Map.of())
                .path("browserContextId")
                .asText();
        String target = tools.call(
                        null, "Target.createTarget", Map.of("url", "about:blank", "browserContextId", context))
                .path("targetId")
                .asText();
        String session = tools.call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asText();
        tools.call(session, "Page.enable", Map.of());
        return new Tab(tools, context, session);
    }

    /** @param context that it has for itself */
    record Tab(DevTools tools, String context, String session) implements AutoCloseable {
        /** Runs at the beginning of every page that is loaded. */
        void before(String script) throws InterruptedException {
            tools.call(session, "Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
        }

        void go(String address) throws InterruptedException {
            tools.call(session, "Page.navigate", Map.of("url", address));
        }

        /** The value of an expression, which may be a promise. */
        JsonNode ask(String expression) throws InterruptedException {
            JsonNode answer = tools.call(
                    session,
                    "Runtime.evaluate",
                    Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
            if (answer.has("exceptionDetails")) {
                throw new IllegalStateException("the page failed: " + answer.get("exceptionDetails"));
            }
            return answer.path("result").path("value");
        }

        @Override
        public void close() {
            try {
                tools.call(null, "Target.disposeBrowserContext", Map.of("browserContextId", context));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Most memory that any process that draws pages held so far, in bytes; empty where the system does not tell. */
    Optional<Long> peakBytes() {
        return process.descendants()
                .filter(child -> commandLine(child).contains("--type=renderer"))
                .flatMap(child -> peakBytes(child.pid()).stream())
                .max(Comparator.naturalOrder());
    }

    private static String commandLine(ProcessHandle child) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(child.pid()), "cmdline"));
        } catch (IOException | UncheckedIOException gone) {
            return "";
        }
    }

    private static Optional<Long> peakBytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst();
        } catch (IOException | UncheckedIOException untold) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        tools.close();
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            process.waitFor(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException left) {
            // The system clears its temporary folder.
        }
    }
}
