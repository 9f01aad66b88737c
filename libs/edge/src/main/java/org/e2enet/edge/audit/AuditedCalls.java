package org.e2enet.edge.audit;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.e2enet.faults.Pseudonym;

/** Which calls are recorded, and how their paths are written down. The one place where that is said, for all services. */
final class AuditedCalls {
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    /** Behind these lie volumes, weights and figures of somebody; who only asks where work stands reads nothing of them. */
    private static final Pattern RESULTS = Pattern.compile(
            "/(segmentation|maps|statement|seg|images|labels|weights|datastore)(/|$)|/scores(/(?!.*\\.js$)|$)|/predictions/[^/]+$|^/audit(/|$)");

    private static final Pattern LISTENING = Pattern.compile("/events$");

    /** Health, metrics, description. */
    private static final String OF_THE_SERVICE = "/q/";

    /** Words of paths are lower case; ids have digits, capitals or dots, or are hashes. */
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{16,64}");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,119}");

    private AuditedCalls() {}

    static boolean isAudited(String method, String path) {
        if (path.startsWith(OF_THE_SERVICE)) {
            return false;
        }
        String verb = method.toUpperCase(Locale.ROOT);
        return !READS.contains(verb)
                || (!verb.equals("OPTIONS")
                        && RESULTS.matcher(path).find()
                        && !LISTENING.matcher(path).find());
    }

    /**
     * A path as it is written down.
     *
     * @param known whether the call was answered well: then the names in it are those of events, which name nobody. Of others, which a
     *     caller made up, a hash stays
     */
    static String shown(String path, boolean known) {
        return Stream.of(path.split("/", -1))
                .map(segment -> segment.isEmpty()
                                || HASH.matcher(segment).matches()
                                || PathWords.isOne(segment)
                                || (known && NAME.matcher(segment).matches())
                        ? segment
                        : Pseudonym.of(segment))
                .collect(Collectors.joining("/"));
    }
}
