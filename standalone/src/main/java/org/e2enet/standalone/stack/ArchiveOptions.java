package org.e2enet.standalone.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code --archive} and what belongs to it: the stack then runs dicom-service, too. */
public final class ArchiveOptions {
    @Option(
            names = "--archive",
            paramLabel = "URL",
            description =
                    "Archive whose series are segmented and which gets the results: root of an Orthanc, or of DICOMweb.")
    private URI url;

    @Option(
            names = "--archive-kind",
            paramLabel = "KIND",
            defaultValue = "orthanc",
            description = "orthanc or dicomweb (default: ${DEFAULT-VALUE}).")
    private String kind;

    @Option(names = "--archive-user", paramLabel = "NAME", description = "User of the archive.")
    private String user;

    @Option(
            names = "--archive-password-file",
            paramLabel = "FILE",
            description = "File whose first line is the user's password.")
    private Path passwordFile;

    @Option(
            names = "--routes",
            paramLabel = "FILE",
            description =
                    "Which series go to which data set and model (docs/dicom.md; default: routes.json in the vault).")
    private Path routes;

    public boolean isGiven() {
        return url != null;
    }

    /** As environment variables of the services. */
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        if (isGiven()) {
            settings.put("DICOM_ARCHIVES_ARCHIVE_URL", url.toString());
            settings.put("DICOM_ARCHIVES_ARCHIVE_KIND", kind);
            put(settings, "DICOM_ARCHIVES_ARCHIVE_USER", user);
            put(settings, "DICOM_ARCHIVES_ARCHIVE_PASSWORD_FILE", absolute(passwordFile));
            put(settings, "DICOM_ROUTES", absolute(routes));
        }
        return settings;
    }

    /** Services run in the data folder. */
    private static Path absolute(Path file) {
        return file == null ? null : file.toAbsolutePath();
    }

    private static void put(Map<String, String> settings, String name, Object value) {
        if (value != null) {
            settings.put(name, value.toString());
        }
    }
}
