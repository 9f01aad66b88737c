package org.e2enet.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.Part10Writer;

/**
 * An MR series made up for tests, full of things that must not leave the door; by default 6 slices of 8 rows and 10 columns.
 *
 * @param name tells its identifiers and its pixels from those of others
 * @param change of a slice's attributes before they are written; slices counted from 0
 */
public record MadeSeries(String name, int slices, int rows, int columns, BiConsumer<Integer, DataSet> change) {

    /** Parts of what must be found nowhere outside of archive and vault; dates and identifiers, too. */
    public static final List<String> SECRETS =
            List.of("Planted", "PLANTED", "19330217", "20240229", "1.2.826.0.1.777", "Geheim");

    private static final String ROOT = "1.2.826.0.1.777.";

    public static MadeSeries named(String name) {
        return new MadeSeries(name, 6, 8, 10, (slice, header) -> {});
    }

    public MadeSeries of(int otherSlices) {
        return new MadeSeries(name, otherSlices, rows, columns, change);
    }

    /** Slices of so many rows and columns. */
    public MadeSeries square(int edge) {
        return new MadeSeries(name, slices, edge, edge, change);
    }

    /** Changes the attributes of slices, counted from 0. */
    public MadeSeries with(BiConsumer<Integer, DataSet> changing) {
        return new MadeSeries(name, slices, rows, columns, change.andThen(changing));
    }

    public String studyUid() {
        return ROOT + number() + ".1";
    }

    public String seriesUid() {
        return ROOT + number() + ".2";
    }

    public String sopUid(int slice) {
        return ROOT + number() + ".3." + (slice + 1);
    }

    private int number() {
        return name.hashCode() & 0xffffff;
    }

    public DataSet header(int slice) {
        DataSet header = new DataSet();
        header.put(Attribute.SPECIFIC_CHARACTER_SET, "ISO_IR 100");
        header.put(Attribute.IMAGE_TYPE, "ORIGINAL\\PRIMARY");
        header.put(Attribute.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.4");
        header.put(Attribute.SOP_INSTANCE_UID, sopUid(slice));
        header.put(Attribute.STUDY_DATE, "20240229");
        header.put(Attribute.STUDY_TIME, "101112");
        header.put(Attribute.ACCESSION_NUMBER, "PLANTED-ACC");
        header.put(Attribute.MODALITY, "MR");
        header.put(Attribute.MANUFACTURER, "Acme");
        header.put(Attribute.REFERRING_PHYSICIAN_NAME, "Planted^Doctor");
        header.put(Attribute.STUDY_DESCRIPTION, "Geheim study");
        header.put(Attribute.SERIES_DESCRIPTION, "T1 Geheim");
        header.put(Attribute.PATIENT_NAME, "Planted^Patient");
        header.put(Attribute.PATIENT_ID, "PLANTED-ID");
        header.put(Attribute.PATIENT_BIRTH_DATE, "19330217");
        header.put(Attribute.SLICE_THICKNESS, "2.5");
        header.put(Attribute.STUDY_INSTANCE_UID, studyUid());
        header.put(Attribute.SERIES_INSTANCE_UID, seriesUid());
        header.put(Attribute.SERIES_NUMBER, 4);
        header.put(Attribute.INSTANCE_NUMBER, slice + 1);
        header.put(
                Attribute.IMAGE_POSITION_PATIENT, String.format(Locale.ROOT, "-30.50\\12.25\\%.2f", 100 + 2.5 * slice));
        header.put(Attribute.IMAGE_ORIENTATION_PATIENT, "1\\0\\0\\0\\1\\0");
        header.put(Attribute.FRAME_OF_REFERENCE_UID, ROOT + number() + ".4");
        header.put(Attribute.SAMPLES_PER_PIXEL, 1);
        header.put(Attribute.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2");
        header.put(Attribute.ROWS, rows);
        header.put(Attribute.COLUMNS, columns);
        header.put(Attribute.PIXEL_SPACING, "0.75\\0.50");
        header.put(Attribute.BITS_ALLOCATED, 16);
        header.put(Attribute.BITS_STORED, 12);
        header.put(Attribute.HIGH_BIT, 11);
        header.put(Attribute.PIXEL_REPRESENTATION, 0);
        change.accept(slice, header);
        return header;
    }

    private byte[] pixels(int slice) {
        byte[] pixels = new byte[2 * rows * columns];
        for (int n = 0; n < rows * columns; n++) {
            int value = 1 + (n + slice * rows * columns + number()) % 3000;
            pixels[2 * n] = (byte) value;
            pixels[2 * n + 1] = (byte) (value >> 8);
        }
        return pixels;
    }

    /** The files in the order of slices. */
    public List<byte[]> files() {
        List<byte[]> files = new ArrayList<>();
        for (int slice = 0; slice < slices; slice++) {
            files.add(bytes(header(slice).putBytes(Attribute.PIXEL_DATA, pixels(slice))));
        }
        return files;
    }

    public Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<byte[]> files = files();
        for (int n = 0; n < files.size(); n++) {
            Files.write(folder.resolve("IM" + n), files.get(n));
        }
        return folder;
    }

    /** An object as a file. */
    public static byte[] bytes(DataSet object) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Part10Writer.write(object, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
