package org.e2enet.metrics.rest;

import jakarta.inject.Singleton;
import java.util.OptionalInt;
import org.e2enet.edge.rest.FaultStatus;
import org.e2enet.history.HistoryFaults;

/** Which HTTP status the database's codes mean. */
@Singleton
final class Statuses implements FaultStatus.OfService {
    private static final int FAILED = 500;
    private static final int UNAVAILABLE = 503;

    @Override
    public OptionalInt of(String code) {
        return switch (code) {
            case HistoryFaults.AWAY, HistoryFaults.NEWER_SCHEMA -> OptionalInt.of(UNAVAILABLE);
            case HistoryFaults.REFUSED -> OptionalInt.of(FAILED);
            default -> OptionalInt.empty();
        };
    }
}
