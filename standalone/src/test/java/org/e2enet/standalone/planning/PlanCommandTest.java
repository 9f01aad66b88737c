package org.e2enet.standalone.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.LabelCode;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.scan.AxisMapping;
import org.e2enet.contract.scan.CropBox;
import org.e2enet.contract.scan.PreparedGeometry;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.fingerprint.Fingerprinter;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.standalone.console.Failures;
import org.e2enet.standalone.models.PlanFile;
import org.e2enet.standalone.stack.FakeStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A CT data set of three labelled scans of 24 × 96 × 96 voxels of 3 × 1 × 1 mm, and one scan without labels. */
class PlanCommandTest {
    private static final Size3 EXTENT = new Size3(24, 96, 96);
    private static final Spacing SPACING = new Spacing(3, 1, 1);
    private static final DatasetDefinition DEFINITION = new DatasetDefinition(
            "belly", List.of("CT"), Map.of(0, "background", 2, "liver"), null, Map.of(2, LabelCode.TISSUE));

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private final List<ScanNormalized> scans = new ArrayList<>();
    private FakeStack stack;

    @BeforeEach
    void takeIn() {
        for (int scan = 1; scan <= 3; scan++) {
            scan("belly-" + scan);
        }
        stack = new FakeStack(folder.resolve("data"))
                .answer("/datasets/belly", DEFINITION)
                .answer("/datasets/belly/labelled", scans);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void shouldWriteAPlanThatTrainReads() {
        Plan plan = planned("--base-channels", "8");

        // 3 mm to 1 mm: the first stride is in plane; depth 24, 24, 24, 12, 6 and height 96, 48, 24, 12, 6
        assertEquals(
                List.of(new Size3(1, 2, 2), new Size3(2, 2, 2), new Size3(2, 2, 2), new Size3(1, 2, 2)),
                plan.strides());
        assertEquals(new Size3(24, 96, 96), plan.patch());
        assertEquals(List.of(8, 16, 32, 64, 128), plan.channels());
        assertEquals(new Spacing(3, 1, 1), plan.preparation().spacingMm());
        assertEquals(2, plan.classes(), "background and the one label, whatever its value");
        assertEquals(0.8, plan.sparsity());
        assertFalse(Architectures.graph(plan).maskableParameters().isEmpty());
    }

    @Test
    void shouldMakeASparseNnuNetThatFitsLessMemory() {
        Plan plan = planned("--architecture", "nnunet", "--sparsity", "0.9", "--memory-limit", "700M", "--batch", "1");

        assertEquals("nnunet", plan.architecture());
        assertEquals(0.9, plan.sparsity());
        assertEquals(new Size3(1, 3, 3), plan.kernelOf("encoder.stages.0.0.convs.0.conv"));
        assertTrue(plan.patch().volume() < 24 * 96 * 96, plan::toString);
    }

    @Test
    void shouldSuggestWhatTheFingerprintSays() {
        StoredDataset stored = new StoredDataset(DEFINITION, scans);

        DatasetDefinition suggested = stored.suggested();
        assertEquals(3, stored.scans().size());
        ChannelNormalization channel = suggested.preparation().channels().getFirst();
        assertEquals("ct", channel.name());
        assertEquals(60, channel.stats().mean(), 1e-6);
        assertEquals(new Spacing(3, 1, 1), suggested.preparation().canonicalSpacingMm());
        assertEquals(DEFINITION.labelCodes(), suggested.labelCodes(), "what the scans say nothing of stays");
        assertEquals(2, Advice.of(stored).size(), "the normalisation, and how to have it");
    }

    @Test
    void shouldNameWhatCannotBePlanned() {
        fails("FAK-404", "--dataset", "heart");
        fails("FAK-404", "--dataset", "../belly");
        stack.answer("/datasets/empty", DEFINITION).answer("/datasets/empty/labelled", List.of());
        fails("CLI-812", "--dataset", "empty");
        fails("NET-107", "--dataset", "belly", "--memory-limit", "10M");
        fails("NET-101", "--dataset", "belly", "--patch", "24,90,96");
        assertEquals(2, run("--dataset", "belly", "--sparsity", "1"));
        assertEquals(2, run("--dataset", "belly", "--architecture", "transformer"));
        assertTrue(err.toString().contains("NET-102"), err::toString);
        assertEquals(2, run("--dataset", "belly", "--memory-limit", "much"));
        assertEquals(2, run("--dataset", "belly", "--patch", "24,90"));
        assertEquals(
                2,
                run(
                        "--dataset",
                        "belly",
                        "--out",
                        folder.resolve("no/such/plan.json").toString()));
        assertEquals(2, run());
        assertFalse(err.toString().contains("Exception"), err::toString);
    }

    private Plan planned(String... options) {
        Path file = folder.resolve("plan.json");
        List<String> all = new ArrayList<>(List.of("--dataset", "belly", "--out", file.toString()));
        all.addAll(List.of(options));
        assertEquals(0, run(all.toArray(String[]::new)), err::toString);
        return PlanFile.read(file, Plan.class);
    }

    private void fails(String code, String... options) {
        assertEquals(1, run(options));
        assertTrue(err.toString().contains(code), err::toString);
    }

    private int run(String... options) {
        List<String> all =
                new ArrayList<>(List.of("--data", folder.resolve("data").toString()));
        all.addAll(List.of(options));
        Failures failures = new Failures();
        return new CommandLine(new PlanCommand())
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private void scan(String scanId) {
        Geometry geometry = Geometry.of(EXTENT, Affine.ofSpacing(SPACING));
        float[] voxels = new float[EXTENT.arrayLength()];
        short[] labels = new short[voxels.length];
        for (int n = 0; n < voxels.length; n++) {
            boolean liver = n % 7 == 0;
            voxels[n] = liver ? 60 : -100;
            labels[n] = (short) (liver ? 2 : 0);
        }
        ObjectRef any = new ObjectRef("store:objects/aa", "a".repeat(64), 1, "application/octet-stream");
        ScanNormalized scan = new ScanNormalized(
                scanId,
                "belly",
                List.of(any),
                any,
                any,
                new PreparedGeometry(
                        EXTENT,
                        Affine.ofSpacing(SPACING).placement(),
                        AxisMapping.IDENTITY,
                        AxisMapping.IDENTITY,
                        new CropBox(0, 0, 0, EXTENT),
                        SPACING,
                        SPACING,
                        EXTENT),
                Fingerprinter.of(Volume.ofChannel(geometry, voxels), new LabelVolume(geometry, labels)),
                List.of());
        scans.add(scan);
    }
}
