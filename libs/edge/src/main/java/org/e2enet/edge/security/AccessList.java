package org.e2enet.edge.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The calls of a service and who may make them, from {@code META-INF/access/every-service.txt} and {@code <service>.txt}: a line is
 * method, path, roles; {@code under /api/ingest ingest-service} takes over another service's own lines below a path. What is in no line
 * nobody may call. Immutable.
 */
public final class AccessList {
    private static final String EVERY_SERVICE = "every-service";
    private static final String FOLDER = "/META-INF/access/";

    private final List<AccessLine> lines;

    private AccessList(List<AccessLine> lines) {
        this.lines = lines.stream().sorted(AccessLine::compareBySharpness).toList();
    }

    /** @param service its {@code quarkus.application.name} */
    public static AccessList of(String service) {
        List<AccessLine> lines = new ArrayList<>(read(EVERY_SERVICE));
        lines.addAll(read(service));
        Set<List<Object>> calls = new HashSet<>();
        for (AccessLine line : lines) {
            if (!calls.add(List.of(line.method(), line.path()))) {
                throw new IllegalArgumentException("twice in the access list of " + service + ": " + line.pathText());
            }
        }
        return new AccessList(lines);
    }

    public List<AccessLine> lines() {
        return lines;
    }

    /** The line that counts for a call. @param path normalised: without dot segments, as REST sees it */
    public Optional<AccessLine> line(String method, String path) {
        if (path.indexOf(';') >= 0) {
            return Optional.empty(); // parameters of a path are read by some and passed over by others
        }
        String called = method.equals("HEAD") ? "GET" : method;
        List<String> segments = AccessLine.segments(path);
        return lines.stream().filter(line -> line.matches(called, segments)).findFirst();
    }

    private static List<AccessLine> read(String service) {
        List<AccessLine> lines = new ArrayList<>();
        for (String text : text(service).lines().map(String::strip).toList()) {
            if (text.startsWith("under ")) {
                String[] words = text.split("\\s+");
                read(words[2]).forEach(line -> lines.add(line.below(words[1])));
            } else if (!text.isEmpty() && !text.startsWith("#")) {
                lines.add(AccessLine.parse(text));
            }
        }
        return lines;
    }

    /** Nothing where a service has no list: then nobody may call it. */
    private static String text(String service) {
        try (InputStream in = AccessList.class.getResourceAsStream(FOLDER + service + ".txt")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
