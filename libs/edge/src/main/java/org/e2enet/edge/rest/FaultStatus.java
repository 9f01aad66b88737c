package org.e2enet.edge.rest;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.OptionalInt;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.store.StoreFaults;

/** Which HTTP status a fault's code means: what all services share, and what each says of its own codes. */
@Singleton
public final class FaultStatus {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;
    private static final int FAILED = 500;
    private static final int UNAVAILABLE = 503;
    private static final int STORAGE = 507;

    private final Instance<OfService> services;

    /** A service's own codes: make a bean of it. */
    @FunctionalInterface
    public interface OfService {
        OptionalInt of(String code);
    }

    @Inject
    FaultStatus(Instance<OfService> services) {
        this.services = services;
    }

    int of(String code) {
        return services.stream()
                .map(service -> service.of(code))
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .findFirst()
                .orElseGet(() -> common(code));
    }

    private static int common(String code) {
        return switch (code) {
            case EdgeFaults.BROKER_AWAY, StoreFaults.NOT_READ -> UNAVAILABLE;
            case EdgeFaults.UNKNOWN_LETTER -> NOT_FOUND;
            case StoreFaults.NOT_WRITTEN, StoreFaults.COPIES_FULL -> STORAGE;
            case StoreFaults.OVER_LIMIT, EdgeFaults.BODY_TOO_LARGE -> TOO_LARGE;
            case StoreFaults.ABSENT, StoreFaults.CORRUPT, StoreFaults.UNREADABLE_DOCUMENT, EdgeFaults.UNEXPECTED ->
                FAILED;
            default -> BAD_REQUEST;
        };
    }
}
