package org.e2enet.standalone.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.Part10Writer;

/** A small MR series with a bright block, written by hand: what names the patient is planted to be found again. */
public final class MadeSeries {
    public static final int SLICES = 12;
    public static final int ROWS = 20;
    public static final int COLUMNS = 16;

    private MadeSeries() {}

    /**
     * Writes a series' files into a folder.
     *
     * @param series its number: of its identifiers, and of its frame of reference
     * @param spacingMm of slices; the last lies elsewhere where it is negative
     */
    public static Path write(Path folder, int series, String patient, double spacingMm) throws IOException {
        Files.createDirectories(folder);
        for (int slice = 0; slice < SLICES; slice++) {
            byte[] pixels = new byte[2 * ROWS * COLUMNS];
            for (int n = 0; n < ROWS * COLUMNS; n++) {
                int row = n / COLUMNS;
                int column = n % COLUMNS;
                boolean inside = slice > 2 && slice < 9 && row > 5 && row < 14 && column > 4 && column < 12;
                int value = (inside ? 900 : 50) + (n * 7 + slice * 13 + series) % 17;
                pixels[2 * n] = (byte) value;
                pixels[2 * n + 1] = (byte) (value >> 8);
            }
            double place = Math.abs(spacingMm) * slice + (spacingMm < 0 && slice == SLICES - 1 ? 1.7 : 0);
            DataSet image = new DataSet()
                    .put(Attribute.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.4")
                    .put(Attribute.SOP_INSTANCE_UID, "1.2.3.4." + series + "." + slice)
                    .put(Attribute.MODALITY, "MR")
                    .put(Attribute.PATIENT_NAME, "Planted^Jane")
                    .put(Attribute.PATIENT_ID, patient)
                    .put(Attribute.STUDY_INSTANCE_UID, "1.2.3.5")
                    .put(Attribute.SERIES_INSTANCE_UID, "1.2.3.6." + series)
                    .put(Attribute.FRAME_OF_REFERENCE_UID, "1.2.3.7." + series)
                    .put(Attribute.SERIES_NUMBER, series)
                    .put(Attribute.INSTANCE_NUMBER, slice + 1)
                    .put(Attribute.IMAGE_POSITION_PATIENT, "-10\\-20\\" + place)
                    .put(Attribute.IMAGE_ORIENTATION_PATIENT, "1\\0\\0\\0\\1\\0")
                    .put(Attribute.PIXEL_SPACING, "3\\3")
                    .put(Attribute.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                    .put(Attribute.ROWS, ROWS)
                    .put(Attribute.COLUMNS, COLUMNS)
                    .put(Attribute.BITS_ALLOCATED, 16)
                    .put(Attribute.BITS_STORED, 16)
                    .put(Attribute.PIXEL_REPRESENTATION, 0)
                    .putBytes(Attribute.PIXEL_DATA, pixels);
            try (OutputStream out = Files.newOutputStream(folder.resolve("IM-" + series + "-" + slice))) {
                Part10Writer.write(image, out);
            }
        }
        return folder;
    }
}
