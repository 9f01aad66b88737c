package org.e2enet.standalone.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.e2enet.standalone.stack.ServiceKind;

/** The written lists of calls and roles, read by a reader of their own: what the services enforce is held against this one. */
public final class WrittenAccess {
    public static final List<String> ROLES = List.of("viewer", "operator", "scientist", "admin");

    private static final Path FOLDER = Path.of("../libs/edge/src/main/resources/META-INF/access");

    private WrittenAccess() {}

    /** @param path with {@code *} */
    public record Call(String method, String path, Set<String> roles) {
        public boolean isOpen() {
            return roles.contains("open");
        }

        public boolean isFor(String role) {
            return switch (role) {
                case "admin" -> true;
                case "viewer" -> roles.contains("viewer");
                default -> roles.contains(role) || roles.contains("viewer");
            };
        }

        /** A path of that form, of things that are not there. */
        String anyPath() {
            return path.replace("*", "no-such-thing");
        }
    }

    public static List<Call> of(ServiceKind service) throws IOException {
        List<Call> calls = read("every-service", "");
        calls.addAll(read(service.serviceName(), ""));
        return calls;
    }

    private static List<Call> read(String file, String below) throws IOException {
        List<Call> calls = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve(file + ".txt"))) {
            String[] words = line.strip().split("\\s+");
            if (words[0].equals("under")) {
                calls.addAll(read(words[2], words[1]));
            } else if (words.length > 2 && !words[0].startsWith("#")) {
                calls.add(new Call(
                        words[0],
                        below + words[1],
                        Set.copyOf(Arrays.asList(words).subList(2, words.length))));
            }
        }
        return calls;
    }
}
