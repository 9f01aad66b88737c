package org.e2enet.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.contract.ScoresComputed.ClassScore;

/**
 * What a score was made by: equal rules on equal files give equal figures.
 *
 * @param absentClasses policy, by name
 * @param nsd variant
 * @param hausdorff variant
 * @param tolerancesMm of each class that was scored, {@code label=mm} by label
 */
public record Rules(String absentClasses, String nsd, String hausdorff, String tolerancesMm) {
    private static final int HASH_DIGITS = 16;

    public static Rules of(ScoresComputed score) {
        return new Rules(
                score.policy(),
                score.nsd(),
                score.hd(),
                score.classes().stream()
                        .sorted(Comparator.comparingInt(ClassScore::label))
                        .map(each -> each.label() + "=" + each.toleranceMm())
                        .collect(Collectors.joining(",")));
    }

    /** Sixteen hex digits that these rules go by. */
    public String hash() {
        return hash(String.join("|", absentClasses, nsd, hausdorff, tolerancesMm));
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime must have SHA-256", impossible);
        }
    }
}
