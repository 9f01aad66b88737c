package org.e2enet.catalogue;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hashes of objects that a document's text names. */
final class Mentions {
    private static final Pattern SHA256 = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");
    private static final Pattern ADDRESS = Pattern.compile("store:objects/([0-9a-f]{2})/([0-9a-f]{62})");

    private Mentions() {}

    /** In whatever field and way, so that a document of a kind that nobody knows here counts. */
    static Set<String> anyOf(String text) {
        Set<String> hashes = addressed(text);
        Matcher found = SHA256.matcher(text);
        while (found.find()) {
            hashes.add(found.group());
        }
        return hashes;
    }

    /** By their address: a prediction also tells hashes of what it was made from, which it does not need any more. */
    static Set<String> addressed(String text) {
        Set<String> hashes = new HashSet<>();
        Matcher found = ADDRESS.matcher(text);
        while (found.find()) {
            hashes.add(found.group(1) + found.group(2));
        }
        return hashes;
    }
}
