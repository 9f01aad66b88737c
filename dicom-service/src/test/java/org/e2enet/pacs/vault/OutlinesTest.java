package org.e2enet.pacs.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.exchange.ResultKind;
import org.e2enet.dicom.seg.ResultIdentity;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.dicom.series.Series;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.testkit.MadeSeries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutlinesTest {
    private static final String KEY = "0123456789abcdefghijklmnop";

    @TempDir
    private Path folder;

    /** To the byte: positions and orientations as the files write them. */
    @ParameterizedTest
    @EnumSource(ResultKind.class)
    void shouldGiveTheSameResultAsTheSeriesItself(ResultKind kind) throws IOException {
        Outlines outlines = outlines();
        try (DicomInput input = input()) {
            Series series = input.onlySeries();
            outlines.keep(KEY, series);
            Series outline = outlines.find(KEY).orElseThrow();
            Series named = new Series(
                    1, series.header(), outline.instances(), outline.slices(), outline.geometry(), outline.verdict());

            assertArrayEquals(result(kind, series), result(kind, named));
        }
    }

    @Test
    void shouldHoldNothingThatSaysWhoOrWhen() throws IOException {
        Outlines outlines = outlines();
        try (DicomInput input = input()) {
            outlines.keep(KEY, input.onlySeries());
        }
        try (ZipFile zip =
                new ZipFile(folder.resolve("vault/outlines/" + KEY + ".zip").toFile())) {
            assertEquals(6, zip.size());
            String entry = new String(
                    zip.getInputStream(zip.entries().nextElement()).readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(entry.contains("100.00"), "positions are there");
            assertEquals(
                    List.of("1.2.826.0.1.777"),
                    MadeSeries.SECRETS.stream().filter(entry::contains).toList(),
                    "identifiers of objects only");
        }
    }

    @Test
    void shouldForgetWhatIsRemoved() throws IOException {
        Outlines outlines = outlines();
        try (DicomInput input = input()) {
            outlines.keep(KEY, input.onlySeries());
        }

        outlines.remove(KEY);

        assertTrue(outlines.find(KEY).isEmpty());
    }

    private Outlines outlines() {
        return new Outlines(new Vault(folder.resolve("vault"), folder.resolve("key")));
    }

    private DicomInput input() throws IOException {
        return DicomInput.open(MadeSeries.named("outlined").write(folder.resolve("series")), ReadOptions.DEFAULT);
    }

    private static byte[] result(ResultKind kind, Series series) throws IOException {
        short[] labels = new short[series.requireGeometry().extent().arrayLength()];
        for (int n = 0; n < labels.length; n++) {
            labels[n] = (short) (n / 7 % 3);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        kind.write(
                series,
                new LabelVolume(series.requireGeometry(), labels),
                new DatasetDefinition("d", List.of("T1"), Map.of(1, "one", 2, "two")),
                new ResultIdentity("p", Instant.EPOCH, "m", "1"),
                out);
        return out.toByteArray();
    }
}
