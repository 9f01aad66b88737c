package org.e2enet.verification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.e2enet.faults.Fault;
import org.e2enet.safetensors.SafetensorsFile;

/** A folder with figures of the reference code. It may hold only some of the sets. */
public final class ReferenceFolder {
    private final Path path;

    public ReferenceFolder(Path path) {
        if (!Files.isDirectory(path)) {
            throw new Fault(
                            "VER-101",
                            "no such folder",
                            "--reference " + path.getFileName(),
                            "Name a folder in the layout of the shipped golden set.")
                    .exception();
        }
        this.path = path;
    }

    public boolean has(String file) {
        return Files.isRegularFile(path.resolve(file));
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /** What stands between {@code prefix} and {@code suffix} in the names of the files, sorted. */
    public List<String> between(String prefix, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.length() >= prefix.length() + suffix.length()
                            && name.startsWith(prefix)
                            && name.endsWith(suffix))
                    .map(name -> name.substring(prefix.length(), name.length() - suffix.length()))
                    .sorted()
                    .toList();
        }
    }

    public SafetensorsFile tensors(String file) throws IOException {
        return SafetensorsFile.open(path.resolve(file));
    }

    public JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(path.resolve(file).toFile());
    }
}
