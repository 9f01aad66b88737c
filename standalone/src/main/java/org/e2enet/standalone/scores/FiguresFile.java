package org.e2enet.standalone.scores;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.e2enet.faults.Fault;
import org.e2enet.scoring.tradeoff.Method;

/** Figures of models in a file: {@code {"dataset": …, "models": [{"name": …, "mDicePercent": …, "paramsM": …, "flopsG": …}]}}. */
record FiguresFile(String dataset, List<Entry> models) {
    /** A model's figures; the NSD is shown, not weighed. */
    record Entry(String name, Double mDicePercent, Double paramsM, Double flopsG, Double mNsdPercent) {
        Method method() {
            return new Method(
                    present(name, "name", this),
                    present(mDicePercent, "mDicePercent", this),
                    present(paramsM, "paramsM", this),
                    present(flopsG, "flopsG", this));
        }

        private static <T> T present(T value, String field, Entry entry) {
            if (value == null) {
                throw malformed(
                        "a model" + (entry.name == null ? "" : " (" + entry.name + ")") + " has no " + field, null);
            }
            return value;
        }
    }

    /** @throws org.e2enet.faults.FaultException CLI-301 for another form */
    static FiguresFile read(Path file) {
        ObjectMapper json = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        try {
            FiguresFile figures = json.readValue(Files.readAllBytes(file), FiguresFile.class);
            if (figures.models() == null) {
                throw malformed("the field \"models\" is not there", null);
            }
            return figures;
        } catch (JsonProcessingException failure) {
            throw malformed(failure.getOriginalMessage(), failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static RuntimeException malformed(String what, Exception cause) {
        return new Fault("CLI-301", what, "--file", "'./e2enet compare --help' shows the form of the table.")
                .exception(cause);
    }
}
