package org.e2enet.ingest.problem;

import jakarta.inject.Singleton;
import java.util.OptionalInt;
import org.e2enet.edge.rest.FaultStatus;

/** Which HTTP status this service's codes mean. */
@Singleton
final class Statuses implements FaultStatus.OfService {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;

    @Override
    public OptionalInt of(String code) {
        return switch (code) {
            case IngestFaults.UNKNOWN_DATASET,
                    IngestFaults.UNKNOWN_SCAN,
                    IngestFaults.NO_SUCH_FILE,
                    IngestFaults.NOT_HELD -> OptionalInt.of(NOT_FOUND);
            case IngestFaults.HELD, IngestFaults.LEAVING -> OptionalInt.of(CONFLICT);
            case IngestFaults.CHANNELS, IngestFaults.PREVIEW_ROOM -> OptionalInt.of(UNPROCESSABLE);
            default -> code.startsWith("IMG-1") ? OptionalInt.of(UNPROCESSABLE) : OptionalInt.empty();
        };
    }
}
