package org.e2enet.standalone.fuzz;

import java.util.List;
import java.util.Random;

/** Paths and queries: names of things that are there, that are not, that are none. */
final class NastyPaths {
    private static final String LONG = "n".repeat(3_000);
    private static final List<String> SEGMENTS = List.of(
            "no-such-thing",
            "0",
            "-1",
            "2147483648",
            "99999999999999999999",
            "1e309",
            "NaN",
            "null",
            "undefined",
            "a b".replace(" ", "%20"),
            "%00",
            "a%00.nii",
            "%0d%0aSet-Cookie:%20a=b",
            "%7f",
            "%c3%a4",
            "%f0%9f%a7%a0",
            "..%2f..%2f..%2fetc%2fpasswd",
            "..%5c..%5cwindows",
            "%2e%2e%2f",
            "%252e%252e%252f",
            "...",
            "a:b",
            "C:",
            "con",
            "$%7bjndi:ldap:%2f%2f127.0.0.1%2fa%7d",
            "%7b%7b7*7%7d%7d",
            "'%20or%20'1'='1",
            "%3cscript%3e",
            "*",
            "~",
            "@",
            "a@1",
            "e2enet.scans.received.dlq-0@0",
            "x.dlq-0@9223372036854775808",
            "scans.received",
            LONG);
    private static final List<String> TWISTS = List.of(
            "/../",
            "/./",
            "//",
            "/..%2f",
            "/%2e%2e/",
            "/.%2e/",
            "/..;/",
            "/%2e/",
            "\\..\\",
            "/%00/",
            "/%",
            "/%zz",
            "/%c0%af",
            "/;a=b/");
    private static final List<String> VALUES = List.of(
            "",
            "0",
            "-1",
            "1",
            "200",
            "201",
            "99999999999999999999",
            "-9223372036854775808",
            "1e3",
            "NaN",
            "0x10",
            "true",
            "%00",
            "%",
            "%zz",
            "%c0%af",
            "%f0%9f%a7%a0",
            "a%20b",
            "..%2f..%2fetc%2fpasswd",
            "2026-11-29T06:30:00Z",
            "2026-13-45",
            "PT1H",
            "null",
            "%7b%7d",
            "%5b%5d",
            "'",
            "json",
            "yaml",
            "../x",
            LONG);

    private final Random random;
    private final List<String> there;

    /** @param there names of things that are there */
    NastyPaths(Random random, List<String> there) {
        this.random = random;
        this.there = there;
    }

    /** Of a line's path. */
    String filled(String template) {
        StringBuilder path = new StringBuilder();
        for (String part : template.split("(?<=/)|(?=/)")) {
            path.append(part.equals("*") ? segment() : part);
        }
        return path.toString();
    }

    private String segment() {
        return random.nextBoolean() ? any(there) : any(SEGMENTS);
    }

    /** Something that leads elsewhere, or nowhere, put into a path. */
    String twisted(String path) {
        int at = random.nextInt(path.length() + 1);
        return switch (random.nextInt(6)) {
            case 0 -> path + "/";
            case 1 -> path + "/" + segment();
            case 2 -> path.toUpperCase(java.util.Locale.ROOT);
            case 3 -> "/../.." + path;
            default -> path.substring(0, at) + any(TWISTS) + path.substring(at);
        };
    }

    /** With its question mark; often nothing. @param names that the call knows */
    String query(List<String> names) {
        StringBuilder query = new StringBuilder();
        for (String name : names) {
            if (random.nextInt(3) > 0) {
                query.append('&').append(name).append('=').append(value());
            }
        }
        if (random.nextInt(8) == 0) {
            query.append('&')
                    .append(any(List.of("x", "limit", "after", "%00", "", "=", "a[]")))
                    .append('=')
                    .append(value());
        }
        if (random.nextInt(400) == 0) {
            query.append("&a=1".repeat(900));
        }
        return query.isEmpty() ? "" : "?" + query.substring(1);
    }

    private String value() {
        return random.nextInt(3) == 0 ? any(there) : any(VALUES);
    }

    private String any(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
