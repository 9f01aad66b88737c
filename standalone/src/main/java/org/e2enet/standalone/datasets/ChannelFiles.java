package org.e2enet.standalone.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.e2enet.faults.Fault;

/**
 * Images of a folder by case, as nnU-Net names them: {@code <case>_<channel, four digits>.nii.gz}, or {@code <case>.nii.gz}
 * with all channels.
 *
 * @param byChannel files by channel number; {@value #ALL} = one file with all
 */
record ChannelFiles(String name, TreeMap<Integer, Path> byChannel) {
    private static final int ALL = -1;
    private static final Pattern NUMBERED = Pattern.compile("(?<name>.+)_(?<channel>\\d{4})");

    /** The cases of a folder, by name; none where there is no such folder. */
    static List<ChannelFiles> in(Path folder, List<String> endings) {
        Map<String, ChannelFiles> cases = new TreeMap<>();
        for (Path file : files(folder)) {
            ending(file, endings).ifPresent(ending -> {
                String fileName = file.getFileName().toString();
                String stem = fileName.substring(0, fileName.length() - ending.length());
                Matcher numbered = NUMBERED.matcher(stem);
                String name = numbered.matches() ? numbered.group("name") : stem;
                int channel = numbered.matches() ? Integer.parseInt(numbered.group("channel")) : ALL;
                cases.computeIfAbsent(name, _ -> new ChannelFiles(name, new TreeMap<>()))
                        .byChannel
                        .put(channel, file);
            });
        }
        return List.copyOf(cases.values());
    }

    /** The channel files of a case whose list in the description names none of them: {@code a.nii.gz} for {@code a_0000.nii.gz}. */
    static Optional<ChannelFiles> of(Path listed, List<String> endings) {
        return ending(listed, endings).flatMap(ending -> {
            String fileName = listed.getFileName().toString();
            String name = fileName.substring(0, fileName.length() - ending.length());
            return in(listed.toAbsolutePath().getParent(), List.of(ending)).stream()
                    .filter(files -> files.name.equals(name))
                    .findFirst();
        });
    }

    /** What stops the case from being taken in, if anything. */
    Optional<Fault> problem(int channels) {
        if (byChannel.containsKey(ALL)) {
            return byChannel.size() == 1 ? Optional.empty() : Optional.of(FolderFaults.ambiguous(name));
        }
        boolean complete = byChannel.size() == channels && byChannel.lastKey() == channels - 1;
        return complete ? Optional.empty() : Optional.of(FolderFaults.channels(name, byChannel.keySet(), channels));
    }

    List<Path> images() {
        return List.copyOf(byChannel.values());
    }

    private static Optional<String> ending(Path file, List<String> endings) {
        // Copies made on a Mac bring hidden twins named ._x.
        String name = file.getFileName().toString();
        return endings.stream()
                .filter(ending -> name.endsWith(ending) && !name.startsWith("."))
                .findFirst();
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
