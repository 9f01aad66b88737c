package org.e2enet.pacs.rest;

import jakarta.inject.Singleton;
import java.util.OptionalInt;
import org.e2enet.edge.rest.FaultStatus;
import org.e2enet.pacs.archive.ArchiveFaults;
import org.e2enet.pacs.results.ServedResults;
import org.e2enet.pacs.routing.RouteFaults;
import org.e2enet.pacs.series.CaseFaults;
import org.e2enet.pacs.vault.VaultFaults;

/** Which HTTP status this service's codes mean. */
@Singleton
final class Statuses implements FaultStatus.OfService {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;
    private static final int STORAGE = 507;

    @Override
    public OptionalInt of(String code) {
        return switch (code) {
            case CaseFaults.UNKNOWN, ArchiveFaults.NO_ARCHIVE, ServedResults.NONE -> OptionalInt.of(NOT_FOUND);
            case ServedResults.NOT_SERVED -> OptionalInt.of(FORBIDDEN);
            case ServedResults.SEVERAL, ArchiveFaults.SERIES_CHANGED, ArchiveFaults.STUDY_CHANGED ->
                OptionalInt.of(CONFLICT);
            case ArchiveFaults.NO_UIDS -> OptionalInt.of(UNPROCESSABLE);
            case ArchiveFaults.REFUSED -> OptionalInt.of(BAD_GATEWAY);
            case VaultFaults.NOT_USABLE, RouteFaults.UNUSABLE -> OptionalInt.of(STORAGE);
            default -> ofOthers(code);
        };
    }

    private static OptionalInt ofOthers(String code) {
        if (ArchiveFaults.mayPass(code)) {
            return OptionalInt.of(UNAVAILABLE);
        }
        // What is wrong with files, pixels and series.
        return code.matches("DCM-[1-3]\\d\\d") ? OptionalInt.of(UNPROCESSABLE) : OptionalInt.empty();
    }
}
