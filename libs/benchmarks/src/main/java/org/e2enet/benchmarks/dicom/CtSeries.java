package org.e2enet.benchmarks.dicom;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.e2enet.contract.Size3;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.Part10Writer;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;

/** A CT series made up: noise of 12 bits, 0.7 mm pixels, slices 1 mm apart. */
final class CtSeries {
    private static final int EDGE = 512;

    private CtSeries() {}

    static void write(Path folder, int slices) throws IOException {
        Random random = new Random(1);
        byte[] pixels = new byte[2 * EDGE * EDGE];
        for (int slice = 0; slice < slices; slice++) {
            random.nextBytes(pixels);
            for (int n = 1; n < pixels.length; n += 2) {
                pixels[n] &= 0x0f;
            }
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve("IM" + slice)))) {
                Part10Writer.write(image(slice).putBytes(Attribute.PIXEL_DATA, pixels), out);
            }
        }
    }

    private static DataSet image(int slice) {
        return new DataSet()
                .put(Attribute.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.2")
                .put(Attribute.SOP_INSTANCE_UID, "1.2.3." + slice)
                .put(Attribute.MODALITY, "CT")
                .put(Attribute.STUDY_INSTANCE_UID, "1.2.4")
                .put(Attribute.SERIES_INSTANCE_UID, "1.2.5")
                .put(Attribute.FRAME_OF_REFERENCE_UID, "1.2.6")
                .put(Attribute.INSTANCE_NUMBER, slice + 1)
                .put(Attribute.IMAGE_POSITION_PATIENT, "-179\\-179\\" + slice)
                .put(Attribute.IMAGE_ORIENTATION_PATIENT, "1\\0\\0\\0\\1\\0")
                .put(Attribute.PIXEL_SPACING, "0.7\\0.7")
                .put(Attribute.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .put(Attribute.ROWS, EDGE)
                .put(Attribute.COLUMNS, EDGE)
                .put(Attribute.BITS_ALLOCATED, 16)
                .put(Attribute.BITS_STORED, 12)
                .put(Attribute.HIGH_BIT, 11)
                .put(Attribute.PIXEL_REPRESENTATION, 0)
                .put(Attribute.RESCALE_SLOPE, "1")
                .put(Attribute.RESCALE_INTERCEPT, "-1024");
    }

    /** Rings around the middle of every slice, labels 1 outwards. */
    static LabelVolume rings(Geometry geometry, int count) {
        Size3 extent = geometry.extent();
        short[] labels = new short[extent.arrayLength()];
        int plane = extent.height() * extent.width();
        for (int n = 0; n < labels.length; n++) {
            double x = n % extent.width() - extent.width() / 2.0;
            double y = n % plane / extent.width() - extent.height() / 2.0;
            double share = Math.sqrt(x * x + y * y) / (0.4 * extent.width());
            labels[n] = (short) (share < 1 ? 1 + (int) (share * count) : 0);
        }
        return new LabelVolume(geometry, labels);
    }
}
