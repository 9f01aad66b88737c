package org.e2enet.dicom.rtstruct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.SyntheticSeries;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.Part10Reader;
import org.e2enet.dicom.seg.ResultIdentity;
import org.e2enet.dicom.seg.Segment;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.dicom.series.Series;
import org.e2enet.imaging.LabelVolume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RtStructWriterTest {
    @Test
    void shouldDrawContoursAroundPixelsInThePatient(@TempDir Path folder) throws IOException {
        SyntheticSeries written = SyntheticSeries.axial();
        Series series;
        try (DicomInput input = DicomInput.open(written.write(folder), ReadOptions.DEFAULT)) {
            series = input.onlySeries();
        }
        short[] labels = new short[series.requireGeometry().extent().arrayLength()];
        labels[series.requireGeometry().extent().offset(2, 3, 4)] = 1;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RtStructWriter.write(
                series,
                new LabelVolume(series.requireGeometry(), labels),
                List.of(Segment.uncoded(1, "node")),
                new ResultIdentity("p", Instant.EPOCH, "m", "1"),
                out);

        DataSet read = new Part10Reader(MemorySegment.ofArray(out.toByteArray()), "t")
                .read()
                .dataSet();

        DataSet roi = read.items(Attribute.ROI_CONTOUR_SEQUENCE).getFirst();
        List<DataSet> contours = roi.items(Attribute.CONTOUR_SEQUENCE);
        assertEquals(1, contours.size());
        double[] points = contours.getFirst().numbers(Attribute.CONTOUR_DATA);
        assertEquals(12, points.length);
        double[] origin = written.position(2);
        double x = 0;
        double y = 0;
        for (int n = 0; n < 4; n++) {
            x += points[3 * n] / 4;
            y += points[3 * n + 1] / 4;
            assertEquals(origin[2], points[3 * n + 2], 1e-4);
        }
        assertEquals(origin[0] + 4 * SyntheticSeries.COLUMN_SPACING, x, 1e-4);
        assertEquals(origin[1] + 3 * SyntheticSeries.ROW_SPACING, y, 1e-4);
        assertEquals(
                "1.2.826.1.3",
                contours.getFirst()
                        .item(Attribute.CONTOUR_IMAGE_SEQUENCE)
                        .orElseThrow()
                        .text(Attribute.REFERENCED_SOP_INSTANCE_UID));
        assertTrue(read.text(Attribute.PATIENT_NAME).equals("Doe^Jane"));
    }
}
