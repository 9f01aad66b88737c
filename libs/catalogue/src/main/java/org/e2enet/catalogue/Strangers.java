package org.e2enet.catalogue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Tells once of each file in the catalogue's folders that is no document of its kind: left by the file system or a person, torn, or
 * written by something else. It is passed over; nothing ends because of it.
 */
final class Strangers {
    private static final System.Logger LOG = System.getLogger(Strangers.class.getName());

    /** Past so many the log has said enough. */
    private static final int MOST_TOLD = 10_000;

    private final Consumer<String> counter;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** @param counter told the folder of each new one */
    Strangers(Consumer<String> counter) {
        this.counter = counter;
    }

    /** @param file its name, which stays out of the log where it is no document's: a person may have chosen it */
    void tell(String folder, String file, String what) {
        if (told.size() < MOST_TOLD && told.add(file)) {
            counter.accept(folder);
            LOG.log(System.Logger.Level.WARNING, "passed over in documents/{0}: {1}", folder, what);
        }
    }
}
