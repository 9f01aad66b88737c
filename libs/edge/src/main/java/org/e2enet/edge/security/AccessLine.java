package org.e2enet.edge.security;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may make a call.
 *
 * @param method of HTTP, in capitals
 * @param path segments; {@code *} stands for any one
 * @param open whether anybody may, without a login
 * @param roles any of which is enough; none where it is open
 */
public record AccessLine(String method, List<String> path, boolean open, Set<Role> roles) {
    private static final String ANY = "*";

    /** @param text such as {@code POST /datasets/*}{@code /scans operator scientist} */
    static AccessLine parse(String text) {
        String[] words = text.trim().split("\\s+");
        if (words.length < 3 || !words[1].startsWith("/")) {
            throw new IllegalArgumentException("not 'METHOD /path role ...': " + text);
        }
        List<String> who = List.of(words).subList(2, words.length);
        boolean open = who.equals(List.of("open"));
        Set<Role> roles = open
                ? Set.of()
                : who.stream()
                        .map(word -> Role.valueOf(word.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
        return new AccessLine(words[0], segments(words[1]), open, roles);
    }

    /** The same call where it is reached below another path. */
    AccessLine below(String root) {
        return new AccessLine(
                method,
                java.util.stream.Stream.concat(segments(root).stream(), path.stream())
                        .toList(),
                open,
                roles);
    }

    static List<String> segments(String path) {
        return Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    boolean matches(String called, List<String> segments) {
        if (!method.equals(called) || segments.size() != path.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!path.get(i).equals(ANY) && !path.get(i).equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Sorts words before {@code *}, segment by segment: the order in which lines that both match count. */
    int compareBySharpness(AccessLine other) {
        // Lines of different length never match one path; ordered, so that the order is one.
        int shorter = Integer.compare(path.size(), other.path.size());
        if (shorter != 0) {
            return shorter;
        }
        for (int i = 0; i < path.size(); i++) {
            int sharper =
                    Boolean.compare(path.get(i).equals(ANY), other.path.get(i).equals(ANY));
            if (sharper != 0) {
                return sharper;
            }
        }
        return 0;
    }

    boolean allows(Set<String> held) {
        return open || roles.stream().anyMatch(role -> role.isAmong(held));
    }

    String pathText() {
        return "/" + String.join("/", path);
    }

    String rolesText() {
        return roles.stream().map(Role::word).collect(Collectors.joining(" or "));
    }
}
