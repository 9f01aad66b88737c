package org.e2enet.provenance.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.EventJson;
import org.e2enet.provenance.Refused;
import org.e2enet.provenance.dsse.Envelope;
import org.e2enet.provenance.keys.SigningKey;
import org.e2enet.provenance.keys.TrustedKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedStatementTest {
    private static final String FILE = "1".repeat(64);
    private static final String LABELS = "2".repeat(64);

    @TempDir
    private Path folder;

    private SigningKey key;
    private List<TrustedKey> trusted;
    private byte[] signed;

    @BeforeEach
    void sign() {
        key = SigningKey.readOrMake(folder.resolve("key"));
        trusted = List.of(key.publicKey());
        signed = SignedStatement.sign(statement(), key);
    }

    private static Statement statement() {
        return Statement.of(
                FILE,
                LABELS,
                new SegmentationPredicate(
                        "p1",
                        Instant.parse("2026-01-02T03:04:05Z"),
                        new SegmentationPredicate.Scan("s1", List.of("3".repeat(64), "4".repeat(64))),
                        new SegmentationPredicate.Preparation("5".repeat(64), "6".repeat(64)),
                        List.of(new SegmentationPredicate.Model(
                                "m1",
                                "7".repeat(64),
                                "8".repeat(64),
                                new SegmentationPredicate.Run("r1", 2, 100, "FINAL"))),
                        new SegmentationPredicate.Engine("sparse", 0.5, List.of("depth"), "probabilities"),
                        Map.of("e2enet", "0.2.0", "java", "25")));
    }

    @Test
    void shouldReadWhatWasSigned() {
        SignedStatement read = SignedStatement.verify(signed, trusted);

        assertEquals(statement(), read.statement());
        assertEquals(key.publicKey().id(), read.keyId());
        assertTrue(read.statement().isOfFile(FILE) && !read.statement().isOfFile(LABELS));
        assertTrue(read.statement().isOfLabels(LABELS) && !read.statement().isOfLabels(FILE));
    }

    /** What other software reads: in-toto's names and types. */
    @Test
    void shouldHaveTheFormOfInToto() throws IOException {
        JsonNode envelope = EventJson.mapper().readTree(signed);
        JsonNode payload = payload(envelope);

        assertEquals(
                "application/vnd.in-toto+json", envelope.path("payloadType").asText());
        assertEquals("https://in-toto.io/Statement/v1", payload.path("_type").asText());
        assertEquals(
                "https://e2enet.org/segmentation/v1",
                payload.path("predicateType").asText());
        assertEquals("p1.nii.gz", payload.at("/subject/0/name").asText());
        assertEquals(FILE, payload.at("/subject/0/digest/sha256").asText());
        assertEquals(
                "8".repeat(64), payload.at("/predicate/models/0/masksSha256").asText());
        assertEquals("2026-01-02T03:04:05Z", payload.at("/predicate/finishedAt").asText());
    }

    /** Every text and number, one after the other. */
    @Test
    void shouldNoticeAChangeOfEachField() throws IOException {
        List<String> leaves = new ArrayList<>();
        collect(payload(EventJson.mapper().readTree(signed)), "", leaves);
        assertTrue(leaves.size() > 20, leaves::toString);

        for (String leaf : leaves) {
            ObjectNode envelope = (ObjectNode) EventJson.mapper().readTree(signed);
            JsonNode payload = payload(envelope);
            change(payload, leaf);
            envelope.put("payload", Base64.getEncoder().encodeToString(EventJson.write(payload)));
            Refused.with("PRV-104", leaf, () -> SignedStatement.verify(EventJson.write(envelope), trusted));
        }
    }

    @Test
    void shouldNoticeAChangeOfTheEnvelope() throws IOException {
        ObjectNode type = (ObjectNode) EventJson.mapper().readTree(signed);
        type.put("payloadType", "application/json");
        Refused.with("PRV-102", () -> SignedStatement.verify(EventJson.write(type), trusted));
        Refused.with("PRV-104", () -> Envelope.read(EventJson.write(type)).verify(trusted));

        ObjectNode signature = (ObjectNode) EventJson.mapper().readTree(signed);
        byte[] bytes =
                Base64.getDecoder().decode(signature.at("/signatures/0/sig").asText());
        bytes[17] ^= 1;
        ((ObjectNode) signature.at("/signatures/0"))
                .put("sig", Base64.getEncoder().encodeToString(bytes));
        Refused.with("PRV-104", () -> SignedStatement.verify(EventJson.write(signature), trusted));
    }

    @Test
    void shouldTellAnUnknownKeyFromAForgedName() throws IOException {
        SigningKey stranger = SigningKey.readOrMake(folder.resolve("stranger"));
        byte[] others = SignedStatement.sign(statement(), stranger);
        Refused.with("PRV-103", "another installation's", () -> SignedStatement.verify(others, trusted));
        Refused.with("PRV-103", "nobody trusted", () -> SignedStatement.verify(others, List.of()));

        ObjectNode forged = (ObjectNode) EventJson.mapper().readTree(others);
        ObjectNode name = (ObjectNode) forged.at("/signatures/0");
        name.put("keyid", key.publicKey().id());
        Refused.with("PRV-104", "says it were ours", () -> SignedStatement.verify(EventJson.write(forged), trusted));
        name.remove("keyid");
        Refused.with("PRV-104", "says nothing", () -> SignedStatement.verify(EventJson.write(forged), trusted));
    }

    @Test
    void shouldTakeAnyTrustedSignatureOfSeveralAndEitherAlphabet() throws IOException {
        SigningKey stranger = SigningKey.readOrMake(folder.resolve("stranger"));
        ObjectNode both = (ObjectNode) EventJson.mapper().readTree(SignedStatement.sign(statement(), stranger));
        JsonNode own = EventJson.mapper().readTree(signed).at("/signatures/0");
        ((ArrayNode) both.path("signatures")).add(own);
        ((ObjectNode) both.at("/signatures/1")).remove("keyid");
        both.put(
                "payload",
                both.path("payload")
                        .asText()
                        .replace('+', '-')
                        .replace('/', '_')
                        .replace("=", ""));

        assertEquals(
                key.publicKey().id(),
                SignedStatement.verify(EventJson.write(both), trusted).keyId());
    }

    @Test
    void shouldNameATruncatedFileWhereverItEnds() {
        for (int length = 0; length < signed.length; length++) {
            byte[] part = Arrays.copyOf(signed, length);
            Refused.with("PRV-101", length + " bytes", () -> SignedStatement.verify(part, trusted));
        }
    }

    @Test
    void shouldRefuseWhatTwoReadersMayReadInTwoWays() {
        String text = new String(signed, StandardCharsets.UTF_8);
        for (String other : List.of(
                text + text,
                text + "x",
                text.replaceFirst("\\{", "{\"payload\":\"e30=\","),
                text.replaceFirst("\"payload\":\"", "\"payload\":\"*"),
                text.replaceFirst("\"signatures\":\\[.*\\]", "\"signatures\":[]"),
                text.replaceFirst("\"signatures\":\\[.*\\]", "\"signatures\":[null]"),
                "[]",
                "null",
                "{}")) {
            Refused.with(
                    "PRV-101", other, () -> SignedStatement.verify(other.getBytes(StandardCharsets.UTF_8), trusted));
        }
        Refused.with("PRV-101", () -> SignedStatement.verify(new byte[8 << 20], trusted));
    }

    @Test
    void shouldRefuseWhatIsSignedButNoStatementOfASegmentation() {
        String said = new String(statement().write(), StandardCharsets.UTF_8);
        for (String other : List.of(
                "{}",
                "no json",
                said.replace("in-toto.io/Statement/v1", "in-toto.io/Statement/v0.1"),
                said.replace("e2enet.org/segmentation/v1", "e2enet.org/segmentation/v9"),
                said.replace("\"sha256\":", "\"sha1\":"),
                said.replace("\"predicate\":", "\"predicates\":"),
                said.replaceFirst("\\{", "{\"subject\":[],"))) {
            byte[] file = Envelope.sign(Statement.PAYLOAD_TYPE, other.getBytes(StandardCharsets.UTF_8), key)
                    .write();
            Refused.with("PRV-105", other, () -> SignedStatement.verify(file, trusted));
        }
    }

    private static JsonNode payload(JsonNode envelope) throws IOException {
        return EventJson.mapper()
                .readTree(Base64.getDecoder().decode(envelope.path("payload").asText()));
    }

    private static void collect(JsonNode node, String path, List<String> leaves) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> collect(field.getValue(), path + "/" + field.getKey(), leaves));
        } else if (node instanceof ArrayNode array) {
            for (int item = 0; item < array.size(); item++) {
                collect(array.get(item), path + "/" + item, leaves);
            }
        } else {
            leaves.add(path);
        }
    }

    private static void change(JsonNode root, String leaf) {
        int end = leaf.lastIndexOf('/');
        ContainerNode<?> parent = (ContainerNode<?>) root.at(leaf.substring(0, end));
        String name = leaf.substring(end + 1);
        JsonNode before = root.at(leaf);
        JsonNode after = before.isNumber()
                ? parent.numberNode(before.asDouble() + 1)
                : parent.textNode(
                        before.asText().replaceFirst("^.", before.asText().startsWith("z") ? "y" : "z"));
        if (parent instanceof ObjectNode object) {
            object.set(name, after);
        } else if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), after);
        }
    }
}
