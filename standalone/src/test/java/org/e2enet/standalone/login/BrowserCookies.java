package org.e2enet.standalone.login;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Cookies as browsers keep them for this machine: also those for encrypted connections alone, and without versions. */
final class BrowserCookies extends CookieManager {
    private static final Pattern TAKEN_ELSEWHERE_ALONE = Pattern.compile("(?i);\\s*(Secure|Version=1)(?=;|$)");

    BrowserCookies() {
        super(null, CookiePolicy.ACCEPT_ALL);
    }

    @Override
    public void put(URI address, Map<String, List<String>> headers) throws IOException {
        Map<String, List<String>> taken = new TreeMap<>(headers);
        taken.replaceAll((name, values) -> values.stream()
                .map(value -> TAKEN_ELSEWHERE_ALONE.matcher(value).replaceAll(""))
                .toList());
        super.put(address, taken);
    }
}
