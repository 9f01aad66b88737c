package org.e2enet.console.monai;

import jakarta.inject.Singleton;
import java.util.OptionalInt;
import org.e2enet.client.Refusal;
import org.e2enet.edge.rest.FaultStatus;

/** Which HTTP status a service's fault means where the console asked it for somebody. */
@Singleton
final class Statuses implements FaultStatus.OfService {
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int BAD_GATEWAY = 502;

    @Override
    public OptionalInt of(String code) {
        return switch (code) {
            case Refusal.NO_ANSWER, Refusal.NO_REASON -> OptionalInt.of(BAD_GATEWAY);
            case MonaiFaults.NO_DATASET -> OptionalInt.of(CONFLICT);
            default -> code.startsWith("IMG-1") ? OptionalInt.of(UNPROCESSABLE) : OptionalInt.empty();
        };
    }
}
