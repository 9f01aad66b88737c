package org.e2enet.pacs.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.e2enet.testkit.LivingFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MultipartFileTest {
    private static final String FENCE = "fence";

    /** Of a try; {@link TempDir} gives a property none. */
    private Path own;

    @BeforeTry
    void makeFolder() throws IOException {
        own = Files.createTempDirectory("parts");
    }

    @AfterTry
    void removeFolder() {
        LivingFolder.remove(own);
    }

    @Property(tries = 200)
    void shouldGiveBackEveryPartByteByByte(@ForAll @Size(max = 5) List<@Size(max = 200) byte[]> parts)
            throws IOException {
        Path body = Files.write(own.resolve("body"), multipart(parts));

        assertEquals(Optional.of(parts.size()), MultipartFile.split(body, FENCE, own));

        for (int n = 0; n < parts.size(); n++) {
            assertArrayEquals(parts.get(n), Files.readAllBytes(own.resolve("part-" + (n + 1) + ".dcm")));
        }
    }

    @Property(tries = 200)
    void shouldNoticeABodyThatIsCutShort(@ForAll @IntRange(min = 0, max = 66) int bytes) throws IOException {
        byte[] whole = multipart(List.of(new byte[] {1, 2, 3}));
        byte[] cut = java.util.Arrays.copyOf(whole, Math.min(bytes, whole.length - 4));

        assertEquals(Optional.empty(), MultipartFile.split(Files.write(own.resolve("body"), cut), FENCE, own));
    }

    @Test
    void shouldTakePartsThatHoldWhatIsAlmostADelimiter(@TempDir Path folder) throws IOException {
        byte[] part = "\r\n--fenc\r\n\r\n--\r--fence".getBytes(StandardCharsets.US_ASCII);
        Path body = Files.write(folder.resolve("body"), multipart(List.of(part, part)));

        assertEquals(Optional.of(2), MultipartFile.split(body, FENCE, folder));
        assertArrayEquals(part, Files.readAllBytes(folder.resolve("part-2.dcm")));
    }

    @Test
    void shouldFindTheBoundaryQuotedOrNot() {
        assertEquals(Optional.of("a b"), MultipartFile.boundary("multipart/related; boundary=\"a b\"; type=x"));
        assertEquals(Optional.of("ab"), MultipartFile.boundary("multipart/related; type=\"x/y\"; Boundary=ab"));
        assertEquals(Optional.empty(), MultipartFile.boundary("application/json"));
    }

    private static byte[] multipart(List<byte[]> parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.writeBytes(
                    "\r\n--fence\r\nContent-Type: application/dicom\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(part);
        }
        body.writeBytes("\r\n--fence--".getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }
}
