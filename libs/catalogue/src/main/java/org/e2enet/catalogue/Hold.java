package org.e2enet.catalogue;

import java.time.Instant;

/**
 * That a scan, and all that was made from it, must not be removed: document {@code holds/<scanId>.json} until somebody lifts it.
 *
 * @param reason why, as far as it was told; never a name
 */
public record Hold(String scanId, Instant since, String reason) {}
