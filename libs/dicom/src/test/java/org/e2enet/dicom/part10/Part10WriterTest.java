package org.e2enet.dicom.part10;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class Part10WriterTest {
    private static DataSet object() {
        return new DataSet()
                .put(Attribute.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.66.4")
                .put(Attribute.SOP_INSTANCE_UID, "2.25.1")
                .putBytes(Attribute.PATIENT_NAME, new byte[] {'M', (byte) 0xfc, 'l'})
                .put(Attribute.DIMENSION_INDEX_VALUES, 1, 70000)
                .put(Attribute.ROWS, 300)
                .put(Attribute.DIMENSION_INDEX_POINTER, Attribute.REFERENCED_SEGMENT_NUMBER)
                .put(
                        Attribute.SEGMENT_SEQUENCE,
                        new DataSet().put(Attribute.SEGMENT_LABEL, "liver").put(Attribute.SEGMENT_NUMBER, 1))
                .putBytes(Attribute.PIXEL_DATA, new byte[] {1, 2, 3});
    }

    private static byte[] written() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Part10Writer.write(object(), out);
        return out.toByteArray();
    }

    @Test
    void shouldBeReadBackAsWritten() throws IOException {
        Part10File file = new Part10Reader(MemorySegment.ofArray(written()), "t").read();

        DataSet read = file.dataSet();
        assertEquals(TransferSyntax.EXPLICIT_LITTLE, file.syntax());
        assertEquals("2.25.1", file.meta().text(Attribute.MEDIA_STORAGE_SOP_INSTANCE_UID));
        assertEquals("M\u00fcl", read.text(Attribute.PATIENT_NAME));
        assertArrayEquals(new double[] {1, 70000}, read.numbers(Attribute.DIMENSION_INDEX_VALUES));
        assertEquals(300, read.integer(Attribute.ROWS, 0));
        assertEquals(
                "liver", read.item(Attribute.SEGMENT_SEQUENCE).orElseThrow().text(Attribute.SEGMENT_LABEL));
        PixelData.Span pixels = file.pixels().orElseThrow().whole();
        assertArrayEquals(
                new byte[] {1, 2, 3, 0},
                file.body().asSlice(pixels.offset(), pixels.bytes()).toArray(ValueLayout.JAVA_BYTE));
    }

    @Test
    void shouldWriteEqualBytesForEqualObjectsAfterAPreambleOfZeros() throws IOException {
        byte[] first = written();

        assertArrayEquals(first, written());
        assertArrayEquals(new byte[128], java.util.Arrays.copyOf(first, 128));
        assertEquals(0, first.length % 2);
    }

    @Test
    void shouldDeriveIdentifiersThatFollowFromTheirNames() {
        String uid = Uids.derived("prediction-1", "SEG");

        assertEquals(uid, Uids.derived("prediction-1", "SEG"));
        assertTrue(!uid.equals(Uids.derived("prediction-1", "RTSTRUCT")));
        assertTrue(uid.matches("2\\.25\\.[1-9][0-9]{1,38}") && uid.length() <= 64, uid);
    }
}
