package org.e2enet.pacs.archive;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.e2enet.pacs.config.DicomConfig;

/** The archives of the settings, by name. Thread safe. */
@Singleton
public final class Archives {
    private final Map<String, Archive> byName = new TreeMap<>();

    @Inject
    Archives(DicomConfig config) {
        config.archives().forEach((name, settings) -> byName.put(name, archive(name, settings, config)));
    }

    private static Archive archive(String name, DicomConfig.Archive settings, DicomConfig config) {
        Optional<String> authorization = settings.user().map(user -> basic(user, settings.passwordFile()));
        return switch (settings.kind()) {
            case ORTHANC ->
                Archive.orthanc(name, settings.url(), authorization, config.answerLimit(), config.transferLimit());
            case DICOMWEB ->
                Archive.dicomWeb(name, settings.url(), authorization, config.answerLimit(), config.transferLimit());
        };
    }

    private static String basic(String user, Optional<Path> passwordFile) {
        String password = passwordFile.map(Archives::firstLine).orElse("");
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException unreadable) {
            throw new UncheckedIOException("dicom.archives.<name>.password-file cannot be read", unreadable);
        }
    }

    public Optional<Archive> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** @throws org.e2enet.faults.FaultException DCM-506 where none has this name */
    public Archive require(String name) {
        return find(name).orElseThrow(() -> ArchiveFaults.noArchive().exception());
    }

    /** The only one where none is named. @throws org.e2enet.faults.FaultException DCM-506 where that is not clear */
    public Archive require(Optional<String> name) {
        return name.map(this::require)
                .or(() -> byName.size() == 1
                        ? Optional.of(byName.values().iterator().next())
                        : Optional.empty())
                .orElseThrow(() -> ArchiveFaults.noArchive().exception());
    }

    public List<Archive> all() {
        return List.copyOf(byName.values());
    }
}
