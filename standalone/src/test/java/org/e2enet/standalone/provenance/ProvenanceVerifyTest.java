package org.e2enet.standalone.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.Size3;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.formats.ScanWriter;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.provenance.keys.SigningKey;
import org.e2enet.provenance.statement.SegmentationPredicate;
import org.e2enet.provenance.statement.SignedStatement;
import org.e2enet.provenance.statement.Statement;
import org.e2enet.standalone.E2ENet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code provenance verify} and {@code provenance key}. */
class ProvenanceVerifyTest {
    @TempDir
    private Path folder;

    private LabelVolume labels;
    private Path segmentation;
    private Path statement;

    @BeforeEach
    void sign() throws Exception {
        Size3 extent = new Size3(3, 4, 5);
        short[] values = new short[(int) extent.volume()];
        values[7] = 2;
        values[59] = 300;
        Affine turned = Affine.ofRows(0, -1.3, 0.01, 12.5, 0.9, 0, 0.02, -7.25, 0.03, 0, 1.7, 3.125);
        labels = new LabelVolume(Geometry.of(extent, turned), values);
        segmentation = folder.resolve("s.nii.gz");
        NiftiWriter.write(labels, segmentation);
        String file =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(segmentation)));
        String hash = "0".repeat(64);
        SegmentationPredicate predicate = new SegmentationPredicate(
                "p1",
                Instant.EPOCH,
                new SegmentationPredicate.Scan("s1", List.of(hash)),
                new SegmentationPredicate.Preparation(hash, hash),
                List.of(new SegmentationPredicate.Model(
                        "m1", hash, hash, new SegmentationPredicate.Run("r1", 0, 1, "FINAL"))),
                new SegmentationPredicate.Engine("sparse", 0.5, List.of(), "probabilities"),
                Map.of("e2enet", "1"));
        statement = Files.write(
                folder.resolve("s-provenance.json"),
                SignedStatement.sign(
                        Statement.of(file, labels.sha256(), predicate),
                        SigningKey.readOrMake(folder.resolve("provenance.key"))));
    }

    @Test
    void shouldRecogniseTheFileAndItsLabelsInOtherFormats() throws IOException {
        assertTrue(verify(0, segmentation).contains("\"segmentation\" : \"file\""));
        for (String name : List.of("s.mha", "s.nrrd")) {
            Path copy = folder.resolve(name);
            ScanWriter.write(labels, copy);
            assertTrue(verify(0, copy).contains("\"segmentation\" : \"labels\""), name);
        }
    }

    @Test
    void shouldRefuseASegmentationThatWasEditedAndWhatIsNone() throws IOException {
        labels.labels()[8] = 2;
        NiftiWriter.write(labels, folder.resolve("edited.nii.gz"));
        assertTrue(verify(1, folder.resolve("edited.nii.gz")).contains("PRV-106"));
        assertTrue(verify(1, Files.writeString(folder.resolve("text.nii.gz"), "no volume"))
                .contains("PRV-106"));
    }

    @Test
    void shouldTrustTheGivenKeysInsteadOfItsOwn() throws IOException {
        Path own = Files.writeString(folder.resolve("own.pub"), run(0, "key"));
        SigningKey stranger = SigningKey.readOrMake(folder.resolve("stranger.key"));
        Path other = Files.writeString(
                folder.resolve("other.pub"), stranger.publicKey().pem());

        run(0, "verify", statement.toString());
        run(0, "verify", statement.toString(), "--key", other.toString(), "--key", own.toString());
        assertTrue(run(1, "verify", statement.toString(), "--key", other.toString())
                .contains("PRV-103"));
        assertTrue(run(1, "verify", statement.toString(), "--key", statement.toString())
                .contains("PRV-201"));
        byte[] whole = Files.readAllBytes(statement);
        Files.write(statement, Arrays.copyOf(whole, whole.length - 1));
        assertTrue(run(1, "verify", statement.toString()).contains("PRV-101"));
        run(2, "verify", folder.resolve("absent.json").toString());
    }

    private String verify(int status, Path file) {
        return run(status, "verify", statement.toString(), "--json", "--segmentation", file.toString());
    }

    /** @return what was printed, errors too */
    private String run(int status, String... arguments) {
        List<String> call = new ArrayList<>(List.of("provenance"));
        call.addAll(List.of(arguments));
        call.addAll(List.of("--data", folder.toString()));
        StringWriter err = new StringWriter();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            int ended = E2ENet.commandLine().setErr(new PrintWriter(err)).execute(call.toArray(String[]::new));
            assertEquals(status, ended, err::toString);
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8) + err;
    }
}
