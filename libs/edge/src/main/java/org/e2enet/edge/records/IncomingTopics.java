package org.e2enet.edge.records;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** The topics that this service reads, as its channels name them. Thread-safe. */
@Singleton
public final class IncomingTopics {
    private static final Pattern CHANNEL = Pattern.compile("mp\\.messaging\\.incoming\\.[^.]+\\.topic");

    private final SortedSet<String> names = new TreeSet<>();

    @Inject
    IncomingTopics(Config config) {
        config.getPropertyNames().forEach(name -> {
            if (CHANNEL.matcher(name).matches()) {
                names.add(config.getValue(name, String.class));
            }
        });
    }

    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(names);
    }
}
