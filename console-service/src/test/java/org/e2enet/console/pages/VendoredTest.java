package org.e2enet.console.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What the pages are made of: others' files as they are listed, nothing inline, nothing from elsewhere, and little of it. */
class VendoredTest {
    private static final Path PAGES = Path.of("src", "main", "resources", "META-INF", "resources");
    private static final int MOST_PACKED_BYTES = 80 * 1024;
    /** Markup that a policy without 'unsafe-inline' refuses. */
    private static final Pattern INLINE = Pattern.compile(
            "<style|\\sstyle=|\\son[a-z]+=|<script(?![^>]*\\ssrc=)|unsafeHTML|innerHTML|\\beval\\(|new Function");

    private static final Pattern ADDRESS = Pattern.compile("(?:https?:)?//[a-z0-9.-]+\\.[a-z]{2,}[^\\s\"'`]*");

    @Test
    void everyFileOfOthersIsListedWithItsHash() throws IOException, NoSuchAlgorithmException {
        JsonNode list = new ObjectMapper()
                .readTree(PAGES.resolve("vendor/vendored.json").toFile());
        Set<String> listed = new TreeSet<>(Set.of("vendored.json"));
        for (JsonNode each : list) {
            Path file = PAGES.resolve("vendor").resolve(each.path("file").asText());
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            assertEquals(each.path("sha256").asText(), HexFormat.of().formatHex(hash), file.toString());
            for (String said : List.of("name", "version", "licence", "package", "packageSha256", "made")) {
                assertTrue(!each.path(said).asText().isBlank(), file + " is listed without its " + said);
            }
            listed.add(each.path("file").asText());
            listed.add(each.path("licenceFile").asText());
        }
        try (Stream<Path> files = Files.list(PAGES.resolve("vendor"))) {
            assertEquals(
                    listed,
                    new TreeSet<>(
                            files.map(file -> file.getFileName().toString()).toList()));
        }
    }

    @Test
    void allScriptsPackedTogetherStayWithinTheirBudget() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (Path script : files(".js")) {
                gzip.write(Files.readAllBytes(script));
            }
        }
        assertTrue(
                packed.size() <= MOST_PACKED_BYTES,
                packed.size() + " bytes of JavaScript, " + MOST_PACKED_BYTES + " are allowed");
    }

    @Test
    void ownPagesHaveNothingInlineAndNothingFromElsewhere() throws IOException {
        List<String> found = new ArrayList<>();
        for (String ending : List.of(".js", ".html", ".css", ".svg")) {
            for (Path file : files(ending)) {
                if (file.startsWith(PAGES.resolve("vendor"))) {
                    continue;
                }
                String text = Files.readString(file);
                Matcher inline = INLINE.matcher(text);
                while (inline.find()) {
                    found.add(file + ": " + inline.group());
                }
                Matcher address = ADDRESS.matcher(text);
                while (address.find()) {
                    if (!address.group().startsWith("http://www.w3.org/")) {
                        found.add(file + ": " + address.group());
                    }
                }
            }
        }
        assertEquals(List.of(), found);
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(PAGES)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
            assertFalse(found.isEmpty(), ending);
            return found;
        }
    }
}
