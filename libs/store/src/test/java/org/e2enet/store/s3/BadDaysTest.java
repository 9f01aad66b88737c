package org.e2enet.store.s3;

import static org.e2enet.store.s3.ScriptedServer.content;
import static org.e2enet.store.s3.ScriptedServer.cut;
import static org.e2enet.store.s3.ScriptedServer.empty;
import static org.e2enet.store.s3.ScriptedServer.error;
import static org.e2enet.store.s3.ScriptedServer.silence;
import static org.e2enet.store.s3.ScriptedServer.xml;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.e2enet.contract.ObjectRef;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.store.ObjectAddress;
import org.e2enet.store.Sha256;
import org.e2enet.store.StoreFaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What a bucket answers when it is ill, or when somebody set something wrong. */
class BadDaysTest {
    private static final String DOCUMENT = "{\"scanId\":\"s\"}";

    @TempDir
    Path folder;

    @Test
    void shouldAskAgainWhenToldToSlowDown() throws IOException {
        assertEquals(DOCUMENT, found(error(503, "SlowDown"), content(DOCUMENT)));
    }

    @Test
    void shouldNameWhatABucketThatStaysIllSays() throws IOException {
        Fault fault = faultOfFind(error(500, "InternalError"));

        assertEquals(StoreFaults.NOT_READ, fault.code());
        assertTrue(fault.what().contains("500 InternalError"), fault::what);
        assertTrue(fault.mend().contains("goes on by itself"), fault::mend);
    }

    /** A document that is torn counts as absent for some, and is made anew: one that broke off on its way must not. */
    @Test
    void shouldTakeNoDocumentThatBreaksOff() throws IOException {
        assertEquals(DOCUMENT, found(cut(DOCUMENT), content(DOCUMENT)));
        assertEquals(StoreFaults.NOT_READ, faultOfFind(cut(DOCUMENT)).code());
    }

    @Test
    void shouldTakeNoObjectThatBreaksOff() throws IOException {
        String voxels = "voxels".repeat(1000);
        ObjectRef ref = ref(voxels);
        try (ScriptedServer server = new ScriptedServer(cut(voxels), content(voxels));
                S3Store store = Settings.store(server.address(), folder)) {
            assertEquals(voxels, new String(store.objects().read(ref), StandardCharsets.US_ASCII));
        }
        try (ScriptedServer server = new ScriptedServer(cut(voxels));
                S3Store store = Settings.store(server.address(), folder)) {
            assertEquals(
                    StoreFaults.NOT_READ, fault(() -> store.objects().read(ref)).code());
            assertEquals(
                    StoreFaults.NOT_READ,
                    fault(() -> store.objects().isIntact(ref)).code(),
                    "that is no judgement of it");
        }
    }

    @Test
    void shouldFetchAnewWhatHasNoETag() throws IOException {
        ScriptedServer.Answer nameless = call -> {
            call.sendResponseHeaders(200, 3);
            if (call.getRequestMethod().equals("GET")) {
                call.getResponseBody().write("abc".getBytes(StandardCharsets.US_ASCII));
            }
        };
        try (ScriptedServer server = new ScriptedServer(nameless);
                S3Store store = Settings.store(server.address(), folder)) {
            for (int i = 0; i < 3; i++) {
                assertEquals("abc", new String(store.objects().read(ref("abc")), StandardCharsets.US_ASCII));
            }
            assertEquals(
                    3,
                    server.requests().stream()
                            .filter(request -> request.startsWith("GET"))
                            .count());
        }
    }

    @Test
    void shouldGiveAwayNoByteOfADamagedObject() throws IOException {
        try (ScriptedServer server = new ScriptedServer(content("abd"));
                S3Store store = Settings.store(server.address(), folder)) {
            assertEquals(
                    StoreFaults.CORRUPT,
                    fault(() -> store.objects().open(ref("abc"))).code());
        }
    }

    /** The client takes the difference of the clocks from the answer. */
    @Test
    void shouldAskAgainWhenTheServersClockIsAnother() throws IOException {
        assertEquals(DOCUMENT, found(error(403, "RequestTimeTooSkewed"), content(DOCUMENT)));
        Fault fault = faultOfFind(error(403, "RequestTimeTooSkewed"));
        assertTrue(fault.mend().contains("clock"), fault::mend);
    }

    @Test
    void shouldTellAMissingBucketFromAMissingDocument() throws IOException {
        try (ScriptedServer server = new ScriptedServer(error(404, "NoSuchKey"));
                S3Store store = Settings.store(server.address(), folder)) {
            assertTrue(store.documents().find("scans/s.json").isEmpty());
        }
        Fault fault = faultOfFind(error(404, "NoSuchBucket"));
        assertEquals(StoreFaults.NOT_READ, fault.code());
        assertTrue(fault.mend().contains("Make the bucket"), fault::mend);
    }

    @Test
    void shouldRefuseAServerThatMakesWhatIsThere() throws IOException {
        try (ScriptedServer server = new ScriptedServer(
                        xml("<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>"),
                        empty(200, "ETag", "\"1\""));
                S3Store store = Settings.store(server.address(), folder)) {
            Fault fault = fault(store::requireUsable);
            assertEquals(StoreFaults.REFUSED, fault.code());
            assertTrue(fault.what().contains("If-None-Match"), fault::what);
        }
    }

    @Test
    void shouldKnowItsOwnDocumentWhenTheAnswerWasLost() throws IOException {
        AtomicReference<String> writer = new AtomicReference<>();
        try (ScriptedServer server = new ScriptedServer(
                        call -> {
                            writer.set(call.getRequestHeaders().getFirst("x-amz-meta-writer"));
                            silence().to(call);
                        },
                        error(412, "PreconditionFailed"),
                        call -> empty(200, "x-amz-meta-writer", writer.get()).to(call));
                S3Store store = Settings.store(server.address(), folder)) {
            assertTrue(store.documents().publishIfAbsent("runs/r.json", new byte[] {1}));
        }
        try (ScriptedServer server = new ScriptedServer(
                        error(412, "PreconditionFailed"), empty(200, "x-amz-meta-writer", "somebody else"));
                S3Store store = Settings.store(server.address(), folder)) {
            assertFalse(store.documents().publishIfAbsent("runs/r.json", new byte[] {1}));
        }
    }

    @Test
    void shouldAskAgainWhileAnotherMakesTheDocument() throws IOException {
        try (ScriptedServer server = new ScriptedServer(
                        error(409, "ConditionalRequestConflict"),
                        error(409, "ConditionalRequestConflict"),
                        empty(200, "ETag", "\"1\""));
                S3Store store = Settings.store(server.address(), folder)) {
            assertTrue(store.documents().publishIfAbsent("runs/r.json", new byte[] {1}));
        }
    }

    @Test
    void shouldThrowThePartsAwayOfAnUploadThatIsRefused() throws IOException {
        int bytes = (int) Settings.PART_BYTES + 1;
        try (ScriptedServer server = new ScriptedServer(
                        xml("<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>"),
                        empty(200, "ETag", "\"1\""),
                        error(403, "AccessDenied"));
                S3Store store = Settings.store(server.address(), folder)) {
            Fault fault = fault(() -> store.objects().put(new byte[bytes], "a/b"));

            assertEquals(StoreFaults.NOT_WRITTEN, fault.code());
            assertTrue(fault.what().contains("403 AccessDenied"), fault::what);
            String last = server.requests().getLast();
            assertTrue(last.startsWith("DELETE ") && last.contains("uploadId=u1"), last);
        }
    }

    @Test
    void shouldSayHowWhatIsWrittenIsToBeEncrypted() throws IOException {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        S3Settings.Encryption encryption =
                new S3Settings.Encryption(Optional.of(S3Settings.Algorithm.AWS_KMS), Optional.of("key-1"));
        try (ScriptedServer server = new ScriptedServer(call -> {
                    asked.add(call.getRequestHeaders().getFirst("x-amz-server-side-encryption") + " with "
                            + call.getRequestHeaders().getFirst("x-amz-server-side-encryption-aws-kms-key-id"));
                    empty(200, "ETag", "\"1\"").to(call);
                });
                S3Store store = Settings.store(server.address(), folder, encryption)) {
            store.documents().publish("runs/r.json", new byte[] {1});
            store.documents().publishIfAbsent("runs/r.json", new byte[] {1});
            store.objects().put(new byte[] {1}, "a/b");
        }
        assertEquals(Collections.nCopies(3, "aws:kms with key-1"), asked);
    }

    @Test
    void shouldPassOnNothingThatTheServerMakesUp() throws IOException {
        Fault fault = faultOfFind(error(403, "DOE JOHN\n1970"));

        assertFalse(fault.message().contains("DOE JOHN"), fault::message);
        assertNotEquals("", fault.what());
    }

    private String found(ScriptedServer.Answer... script) throws IOException {
        try (ScriptedServer server = new ScriptedServer(script);
                S3Store store = Settings.store(server.address(), folder)) {
            return text(store);
        }
    }

    private static String text(S3Store store) {
        return new String(store.documents().find("scans/s.json").orElseThrow(), StandardCharsets.UTF_8);
    }

    private Fault faultOfFind(ScriptedServer.Answer... script) throws IOException {
        try (ScriptedServer server = new ScriptedServer(script);
                S3Store store = Settings.store(server.address(), folder)) {
            return fault(() -> store.documents().find("scans/s.json"));
        }
    }

    private static Fault fault(Executable act) {
        return assertThrows(FaultException.class, act).fault();
    }

    private static ObjectRef ref(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
        return ObjectAddress.ref(Sha256.of(bytes), bytes.length, "text/plain");
    }
}
