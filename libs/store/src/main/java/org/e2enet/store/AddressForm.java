package org.e2enet.store;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How addresses of stores are written. */
final class AddressForm {
    private static final String FILE = "file:";
    private static final String S3 = "s3:";
    private static final String SEGMENT = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    private static final Pattern PREFIX = Pattern.compile(SEGMENT + "(/" + SEGMENT + "){0,7}");
    private static final Pattern BUCKET =
            Pattern.compile("//((?![^/]*\\.\\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(/.*?)?/?", Pattern.DOTALL);
    private static final Pattern NO_BUCKET = Pattern.compile("//(/.*)?");

    private AddressForm() {}

    static StoreAddress parse(String uri) {
        if (uri.startsWith(FILE)) {
            return directory(uri.substring(FILE.length()));
        }
        if (uri.startsWith(S3)) {
            return bucket(uri.substring(S3.length()));
        }
        throw StoreFaults.badAddress("its scheme is neither file nor s3").exception();
    }

    private static StoreAddress directory(String rest) {
        String path = rest.startsWith("///") ? rest.substring(2) : rest;
        if (path.isBlank() || path.startsWith("//") || path.indexOf('\0') >= 0) {
            throw StoreFaults.badAddress("it names no directory of this machine")
                    .exception();
        }
        return new StoreAddress.Directory(Path.of(path));
    }

    private static StoreAddress bucket(String rest) {
        if (NO_BUCKET.matcher(rest).matches()) {
            throw StoreFaults.badAddress("it names no bucket").exception();
        }
        Matcher parts = BUCKET.matcher(rest);
        if (!parts.matches()) {
            throw StoreFaults.badAddress("its bucket is not 3 to 63 of a-z, 0-9, '-' and '.', up to the first slash")
                    .exception();
        }
        String prefix = parts.group(2) == null ? "" : parts.group(2).substring(1);
        if (!prefix.isEmpty() && !PREFIX.matcher(prefix).matches()) {
            throw StoreFaults.badAddress(
                            "its prefix is not segments of letters, digits, '.', '_' and '-', each starting with a letter or digit")
                    .exception();
        }
        return new StoreAddress.Bucket(parts.group(1), prefix);
    }
}
