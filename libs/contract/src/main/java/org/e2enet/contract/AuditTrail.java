package org.e2enet.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Follows the chains of an audit trail and tells where they do not hold: give it every record in the order of its topic's partition, then
 * ask. Not thread safe.
 */
public final class AuditTrail {
    /** What is wrong at a place. @param number of the record, in its chain */
    public record Break(String chain, long number, Kind kind) {}

    /** How a chain may not hold. */
    public enum Kind {
        /** Its hash is not that of its content, or not what the next one says. */
        CHANGED,
        /** The records before and after it are there, or it was written down elsewhere as the last one. */
        REMOVED,
        /** It stands behind one that came later. */
        MOVED,
        /** Another record has the same number. */
        DOUBLED
    }

    /**
     * A chain's last record, as it was known before.
     *
     * @param hash of that record
     */
    public record Head(String chain, long number, String hash) {
        public Head {
            Check.name(chain, "chain");
            Check.atLeast(number, 1, "number");
            Check.sha256(hash, "hash");
        }
    }

    private final Map<String, Chain> chains = new TreeMap<>();

    public void add(AuditRecorded record) {
        chains.computeIfAbsent(record.chain(), Chain::new).add(record);
    }

    /** The last record of each chain, to be kept where nobody who writes records can change it. */
    public List<Head> heads() {
        return chains.values().stream().map(Chain::head).toList();
    }

    /** @param known last records as they were noted before; a chain that does not reach them lost its end */
    public List<Break> breaks(Collection<Head> known) {
        List<Break> found = new ArrayList<>();
        chains.values().forEach(chain -> chain.judge(found));
        for (Head head : known) {
            Chain chain = chains.get(head.chain());
            String hash = chain == null ? null : chain.hashes.get(head.number());
            if (hash == null) {
                found.add(new Break(head.chain(), head.number(), Kind.REMOVED));
            } else if (!hash.equals(head.hash())) {
                found.add(new Break(head.chain(), head.number(), Kind.CHANGED));
            }
        }
        return found.stream().distinct().toList();
    }

    /** One process' records. Holds a hash for each: some hundred bytes. */
    private static final class Chain {
        private final String name;
        private final Map<Long, String> hashes = new HashMap<>();
        private final Map<Long, String> previous = new HashMap<>();
        private final TreeSet<Long> changed = new TreeSet<>();
        private final TreeSet<Long> moved = new TreeSet<>();
        private final TreeSet<Long> doubled = new TreeSet<>();
        private long last;

        Chain(String name) {
            this.name = name;
        }

        void add(AuditRecorded record) {
            long number = record.number();
            if (!record.matchesHash()) {
                changed.add(number);
            }
            String before = hashes.get(number);
            if (before != null) {
                // Sent twice because nobody knew whether it had come: the same is no harm.
                if (!before.equals(record.hash())) {
                    doubled.add(number);
                }
                return;
            }
            if (number < last) {
                moved.add(number);
            }
            hashes.put(number, record.hash());
            previous.put(number, record.previous());
            last = Math.max(last, number);
        }

        Head head() {
            return new Head(name, last, hashes.get(last));
        }

        void judge(List<Break> found) {
            changed.forEach(number -> found.add(new Break(name, number, Kind.CHANGED)));
            moved.forEach(number -> found.add(new Break(name, number, Kind.MOVED)));
            doubled.forEach(number -> found.add(new Break(name, number, Kind.DOUBLED)));
            String hash = AuditRecorded.BEGIN;
            for (long number = 1; number <= last; number++) {
                String own = hashes.get(number);
                if (own == null) {
                    found.add(new Break(name, number, Kind.REMOVED));
                } else if (hash != null && !hash.equals(previous.get(number))) {
                    // The one before was replaced as a whole, hash and all; the first has nothing before it.
                    found.add(new Break(name, Math.max(1, number - 1), Kind.CHANGED));
                }
                hash = own;
            }
        }
    }
}
