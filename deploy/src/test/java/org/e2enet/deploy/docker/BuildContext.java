package org.e2enet.deploy.docker;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/** What {@code .dockerignore} leaves of the repository: the last pattern that matches a path, or a folder above it, decides. */
record BuildContext(List<Rule> rules) {
    /** @param kept whether what matches is kept */
    record Rule(PathMatcher matcher, boolean kept) {
        boolean matches(Path path) {
            for (Path part = path; part != null; part = part.getParent()) {
                if (matcher.matches(part)) {
                    return true;
                }
            }
            return false;
        }
    }

    static BuildContext of(List<String> lines) {
        List<Rule> rules = new ArrayList<>();
        for (String line : lines) {
            boolean kept = line.startsWith("!");
            String pattern = (kept ? line.substring(1) : line).replaceAll("/$", "");
            // Docker's ** is any number of folders, none among them; Java's wants the one before the slash.
            String glob = pattern.startsWith("**/") ? "{" + pattern.substring(3) + "," + pattern + "}" : pattern;
            rules.add(new Rule(FileSystems.getDefault().getPathMatcher("glob:" + glob), kept));
        }
        return new BuildContext(rules);
    }

    boolean has(String path) {
        boolean kept = true;
        for (Rule rule : rules) {
            if (rule.matches(Path.of(path))) {
                kept = rule.kept();
            }
        }
        return kept;
    }
}
