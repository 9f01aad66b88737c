package org.e2enet.scoring.paper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.e2enet.contract.EventJson;

/** The paper's tables. */
public final class PublishedTables {
    private static final List<String> NAMES =
            List.of("table1", "table2", "table5", "table6", "table7", "table8", "table10", "table11");

    private PublishedTables() {}

    /** {@code table1} … */
    public static List<String> names() {
        return NAMES;
    }

    public static Optional<PublishedTable> find(String name) {
        return NAMES.contains(name) ? Optional.of(read(name)) : Optional.empty();
    }

    private static PublishedTable read(String name) {
        try (InputStream in = PublishedTables.class.getResourceAsStream(name + ".json")) {
            return EventJson.read(in.readAllBytes(), PublishedTable.class);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
