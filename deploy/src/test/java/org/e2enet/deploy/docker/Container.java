package org.e2enet.deploy.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.e2enet.deploy.Repository;
import org.e2enet.standalone.stack.ServiceKind;

/**
 * What a container of a target does when it starts, done here: its environment, working folder and last command, on the jar that the
 * build made. Folders of the image lie below one of the test's, and the port is a free one.
 */
public final class Container implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("Listening on: https?://[^:]+:(\\d+)");
    private static final String PORT = "8080";

    /** Settings that name a file, which the service makes itself. */
    private static final String KEY = ".key";

    private final ServiceKind service;
    private final Path folder;
    private final Process process;

    private Container(ServiceKind service, Path folder, Process process) {
        this.service = service;
        this.folder = folder;
        this.process = process;
    }

    /** @param settings as {@code docker run -e} would give them */
    public static Container start(ServiceKind service, Path folder, Map<String, String> settings) throws IOException {
        ProcessBuilder builder = command(service, "ENTRYPOINT", folder)
                .directory(Files.createDirectories(folder.resolve("var")).toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("QUARKUS_HTTP_PORT", "0");
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().putAll(settings);
        return new Container(service, folder, builder.start());
    }

    private static ProcessBuilder command(ServiceKind service, String step, Path folder) throws IOException {
        String name = service.serviceName();
        String words = Images.DOCKERFILE.last(name, step).orElseThrow().rest();
        List<String> command = json(words.substring(words.indexOf('['))).stream()
                .map(word -> here(service, word, folder))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command);
        Path java = Path.of(System.getProperty("java.home"), "bin");
        builder.environment().merge("PATH", java.toString(), (path, first) -> first + ":" + path);
        for (var setting : Images.DOCKERFILE.environment(name).entrySet()) {
            String value = here(service, setting.getValue(), folder);
            builder.environment().put(setting.getKey(), value);
            if (value.startsWith(folder.toString())) {
                Path place = Path.of(value);
                Files.createDirectories(value.endsWith(KEY) ? place.getParent() : place);
            }
        }
        return builder;
    }

    private static String here(ServiceKind service, String word, Path folder) {
        Path built = Repository.file(service.serviceName()).resolve("target/quarkus-app");
        return word.replace("/opt/e2enet", built.toString())
                .replace("/var/lib/e2enet", folder.resolve("var").toString());
    }

    private static List<String> json(String words) {
        try {
            return new ObjectMapper().readValue(words, new TypeReference<List<String>>() {});
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException("no list of words: " + words, failure);
        }
    }

    public ServiceKind service() {
        return service;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Once it listens. */
    public Optional<String> port() {
        Matcher listens = LISTENS.matcher(log());
        return listens.find() ? Optional.of(listens.group(1)) : Optional.empty();
    }

    /** Whether the image's own health check is content. */
    public boolean isHealthy() throws IOException, InterruptedException {
        Optional<String> port = port();
        if (port.isEmpty()) {
            return false;
        }
        ProcessBuilder check = command(service, "HEALTHCHECK", folder);
        check.command(check.command().stream()
                .map(word -> word.replace(PORT, port.get()))
                .toList());
        check.redirectErrorStream(true).redirectOutput(folder.resolve("check").toFile());
        return check.start().waitFor() == 0;
    }

    public String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Asks it to end as Docker does; its status, or nothing if it does not end in time. */
    public Optional<Integer> stop(long seconds) throws InterruptedException {
        process.destroy();
        return process.waitFor(seconds, TimeUnit.SECONDS) ? Optional.of(process.exitValue()) : Optional.empty();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
