package org.e2enet.store;

import java.util.regex.Pattern;

/** Names of documents, checked so that no name can leave the store's directory. */
public final class DocumentName {
    private static final String SEGMENT = "[A-Za-z0-9][A-Za-z0-9._-]{0,199}";
    private static final Pattern NAME = Pattern.compile(SEGMENT + "(/" + SEGMENT + "){0,7}");

    private DocumentName() {}

    public static boolean isPossible(String name) {
        return name != null && NAME.matcher(name).matches();
    }

    /** For messages: shortened, and without characters that names may not have. */
    public static String shown(String name) {
        return name.substring(0, Math.min(name.length(), 120)).replaceAll("[^A-Za-z0-9._/-]", "?");
    }

    /** @throws org.e2enet.faults.FaultException {@code STO-102} when no document may have this name */
    public static String checked(String name) {
        if (!isPossible(name)) {
            throw StoreFaults.badName(name).exception();
        }
        return name;
    }
}
