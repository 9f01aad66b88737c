package org.e2enet.store;

import java.util.regex.Pattern;

/** Names of documents, checked so that no name can leave the store's directory. */
public final class DocumentName {
    /** A bucket's folders have it where something was removed: a name that no document can have. */
    public static final String REMOVAL_MARK = ".removed";

    private static final String SEGMENT = "[A-Za-z0-9][A-Za-z0-9._-]{0,199}";
    private static final Pattern NAME = Pattern.compile(SEGMENT + "(/" + SEGMENT + "){0,7}");

    private DocumentName() {}

    public static boolean isPossible(String name) {
        return name != null && NAME.matcher(name).matches();
    }

    /** Whether it is a file of the store's own, which is neither a document nor a stranger. */
    public static boolean isMark(String name) {
        return name.equals(REMOVAL_MARK) || name.endsWith("/" + REMOVAL_MARK);
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
