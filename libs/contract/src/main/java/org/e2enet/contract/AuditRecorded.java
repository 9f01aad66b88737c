package org.e2enet.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * That somebody did something, or tried to. Links of a chain: each record holds the hash of the one before it, so that none can be
 * changed, removed or moved unseen. Names nobody but who did it.
 *
 * @param chain of one process of one service, from its start to its end
 * @param number in its chain, 1 and on
 * @param previous hash of the record before it; of the first {@link #BEGIN}
 * @param who subject of a login, {@code anonymous} without one, {@code service} for what the service did of its own accord
 * @param from address it came from, or null
 * @param action method and path, or what the service did
 * @param about what it was done to or what came of it, for example {@code scan 0123…}
 * @param outcome {@code done}, {@code refused} or {@code failed}
 * @param status of the HTTP answer, or null
 * @param hash of all of this
 */
public record AuditRecorded(
        String chain,
        long number,
        String previous,
        Instant at,
        String service,
        String who,
        String from,
        String action,
        List<String> about,
        String outcome,
        Integer status,
        String hash)
        implements Event {
    /** What the first record of a chain has before it. */
    public static final String BEGIN = "0".repeat(64);

    private static final int MOST_SIGNS = 500;

    public AuditRecorded {
        Check.name(chain, "chain");
        Check.atLeast(number, 1, "number");
        Check.sha256(previous, "previous");
        Check.present(at, "at");
        Check.name(service, "service");
        Check.text(who, "who");
        Check.text(action, "action");
        about = Check.list(about);
        Check.text(outcome, "outcome");
        Check.sha256(hash, "hash");
    }

    /** What is to be recorded, before it is a link of a chain. Texts longer than 500 signs are cut. */
    public record Deed(
            Instant at,
            String service,
            String who,
            String from,
            String action,
            List<String> about,
            String outcome,
            Integer status) {
        public Deed {
            who = cut(who);
            from = cut(from);
            action = cut(action);
            about = about == null
                    ? List.of()
                    : about.stream().map(AuditRecorded::cut).toList();
        }
    }

    /** The next link of a chain. */
    public static AuditRecorded of(String chain, long number, String previous, Deed deed) {
        return new AuditRecorded(
                chain,
                number,
                previous,
                deed.at(),
                deed.service(),
                deed.who(),
                deed.from(),
                deed.action(),
                deed.about(),
                deed.outcome(),
                deed.status(),
                hash(chain, number, previous, deed));
    }

    /** Whether the hash is that of the content. */
    public boolean matchesHash() {
        Deed deed = new Deed(at, service, who, from, action, about, outcome, status);
        return hash.equals(hash(chain, number, previous, deed));
    }

    /** Every field with its length before it, so that no two contents have one text. */
    private static String hash(String chain, long number, String previous, Deed deed) {
        StringBuilder text = new StringBuilder("e2enet-audit-1");
        add(text, chain);
        add(text, String.valueOf(number));
        add(text, previous);
        add(text, deed.at().toString());
        add(text, deed.service());
        add(text, deed.who());
        add(text, deed.from());
        add(text, deed.action());
        add(text, String.valueOf(deed.about().size()));
        deed.about().forEach(each -> add(text, each));
        add(text, deed.outcome());
        add(text, deed.status() == null ? null : deed.status().toString());
        try {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime must have SHA-256", impossible);
        }
    }

    private static void add(StringBuilder text, String field) {
        text.append('\n')
                .append(field == null ? -1 : field.length())
                .append(':')
                .append(field == null ? "" : field);
    }

    private static String cut(String text) {
        return text == null || text.length() <= MOST_SIGNS ? text : text.substring(0, MOST_SIGNS);
    }

    @Override
    public String key() {
        return chain;
    }

    @Override
    public String toString() {
        return "AuditRecorded[" + chain + ", " + number + "]";
    }
}
