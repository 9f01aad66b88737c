package org.e2enet.standalone.models;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.e2enet.contract.EventJson;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** Plans and recipes in JSON files. A key that is not known is an error: it would be a setting that does nothing. */
public final class PlanFile {
    private static final ObjectMapper STRICT =
            EventJson.mapper().copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private PlanFile() {}

    /**
     * Reads a {@code Plan} or {@code Recipe}.
     *
     * @throws FaultException CLI-302, or the fault that the record's own checks found
     */
    public static <T> T read(Path file, Class<T> type) {
        try {
            return STRICT.readValue(Files.readAllBytes(file), type);
        } catch (JacksonException failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof FaultException known) {
                    throw known;
                }
            }
            throw new Fault(
                            "CLI-302",
                            failure.getOriginalMessage(),
                            type.getSimpleName() + " file",
                            "docs/cli.md shows the form of a plan.")
                    .exception(failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
