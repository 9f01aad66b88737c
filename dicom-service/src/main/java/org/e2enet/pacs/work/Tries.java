package org.e2enet.pacs.work;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.e2enet.client.Refusal;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.faults.Fault;
import org.e2enet.pacs.archive.ArchiveFaults;
import org.e2enet.pacs.config.DicomConfig;
import org.e2enet.pacs.vault.VaultFaults;
import org.e2enet.store.StoreFaults;

/** Which failures are tried again, and when. Immutable. */
@Singleton
public final class Tries {
    /** Of other services and of the broker: what surrounds a series, not the series. */
    private static final Set<String> PASSING = Set.of(
            VaultFaults.NOT_USABLE,
            EdgeFaults.BROKER_AWAY,
            EdgeFaults.TOO_MANY_UPLOADS,
            EdgeFaults.TOO_SLOW,
            EdgeFaults.UNEXPECTED,
            StoreFaults.NOT_WRITTEN,
            StoreFaults.NOT_READ,
            StoreFaults.READ_ONLY,
            Refusal.NO_ANSWER,
            Refusal.NO_REASON);

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final List<Duration> pauses;

    @Inject
    Tries(DicomConfig config) {
        this(config.pauses());
    }

    public Tries(List<Duration> pauses) {
        this.pauses = List.copyOf(pauses);
    }

    /** Whether the fault may pass by itself. */
    public static boolean mayPass(Fault fault) {
        return ArchiveFaults.isPassing(fault) || PASSING.contains(fault.code());
    }

    /** When to try again after so many tries; empty when that was the last. */
    public Optional<Instant> next(int tried) {
        return tried > pauses.size()
                ? Optional.empty()
                : Optional.of(Instant.now().plus(pauses.get(tried - 1)));
    }

    /** When to try again after so many tries, for what is never given up. */
    public Instant always(int tried) {
        Duration pause = pauses.get(Math.min(tried, pauses.size()) - 1);
        return Instant.now().plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
    }
}
