package org.e2enet.catalogue;

import java.time.Instant;
import java.util.List;

/**
 * That an alias came to mean something else: document {@code alias-changes/<alias>/<milliseconds>-<number>.json}, which stays.
 *
 * @param change {@code promoted}, {@code rolled-back} or {@code demoted}
 * @param modelId what it means from then on; absent when it was taken away
 * @param members of an ensemble
 * @param by who did it, as far as it was told
 * @param reason why, as far as it was told
 */
public record AliasChange(
        String alias, Instant at, String change, String modelId, List<String> members, String by, String reason) {
    public AliasChange {
        members = members == null ? List.of() : List.copyOf(members);
    }
}
