package org.e2enet.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.RawDicom;
import org.e2enet.dicom.part10.TransferSyntax;

/** An MR series made up for tests: 7 slices of 5 rows and 6 columns, every pixel a number of its own. */
public final class SyntheticSeries {
    public static final int SLICES = 7;
    public static final int ROWS = 5;
    public static final int COLUMNS = 6;
    public static final double ROW_SPACING = 0.75;
    public static final double COLUMN_SPACING = 0.5;
    public static final double SLICE_SPACING = 2.5;

    private final double[] orientation;
    private final double[] step;
    private TransferSyntax syntax = TransferSyntax.EXPLICIT_LITTLE;
    private boolean undefinedLengths;
    private BiConsumer<Integer, DataSet> change = (slice, header) -> {};
    private UnaryOperator<List<byte[]>> damage = files -> files;

    /** @param orientation row and column directions, LPS */
    public SyntheticSeries(double... orientation) {
        this.orientation = orientation;
        double[] o = orientation;
        this.step = new double[] {
            (o[1] * o[5] - o[2] * o[4]) * SLICE_SPACING,
            (o[2] * o[3] - o[0] * o[5]) * SLICE_SPACING,
            (o[0] * o[4] - o[1] * o[3]) * SLICE_SPACING
        };
    }

    public static SyntheticSeries axial() {
        return new SyntheticSeries(1, 0, 0, 0, 1, 0);
    }

    public SyntheticSeries in(TransferSyntax other, boolean withUndefinedLengths) {
        syntax = other;
        undefinedLengths = withUndefinedLengths;
        return this;
    }

    /** Changes a slice's attributes before it is written. */
    public SyntheticSeries with(BiConsumer<Integer, DataSet> changing) {
        BiConsumer<Integer, DataSet> before = change;
        change = (slice, header) -> {
            before.accept(slice, header);
            changing.accept(slice, header);
        };
        return this;
    }

    /** Changes the files' bytes, their number or their order before they are written. */
    public SyntheticSeries damaged(UnaryOperator<List<byte[]>> damaging) {
        damage = damaging;
        return this;
    }

    public static short stored(int slice, int row, int column) {
        return (short) (1 + column + COLUMNS * (row + ROWS * slice));
    }

    /** First pixel's centre, LPS. */
    public double[] position(int slice) {
        return new double[] {-30 + slice * step[0], 12.5 + slice * step[1], 100 + slice * step[2]};
    }

    public static String decimals(double... numbers) {
        List<String> texts = new ArrayList<>();
        for (double number : numbers) {
            String text = String.format(Locale.ROOT, "%.8f", number);
            texts.add(text.substring(0, Math.min(16, text.length())));
        }
        return String.join("\\", texts);
    }

    public DataSet header(int slice) {
        DataSet header = new DataSet();
        header.put(Attribute.SPECIFIC_CHARACTER_SET, "ISO_IR 100");
        header.put(Attribute.IMAGE_TYPE, "ORIGINAL\\PRIMARY\\M");
        header.put(Attribute.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.4");
        header.put(Attribute.SOP_INSTANCE_UID, "1.2.826.1." + (slice + 1));
        header.put(Attribute.STUDY_DATE, "20200102");
        header.put(Attribute.STUDY_TIME, "101112");
        header.put(Attribute.MODALITY, "MR");
        header.put(Attribute.PATIENT_NAME, "Doe^Jane");
        header.put(Attribute.PATIENT_ID, "P-4711");
        header.put(Attribute.STUDY_INSTANCE_UID, "1.2.826.2");
        header.put(Attribute.SERIES_INSTANCE_UID, "1.2.826.3");
        header.put(Attribute.SERIES_NUMBER, 4);
        header.put(Attribute.INSTANCE_NUMBER, slice + 1);
        header.put(Attribute.IMAGE_POSITION_PATIENT, decimals(position(slice)));
        header.put(Attribute.IMAGE_ORIENTATION_PATIENT, decimals(orientation));
        header.put(Attribute.FRAME_OF_REFERENCE_UID, "1.2.826.4");
        header.put(Attribute.SAMPLES_PER_PIXEL, 1);
        header.put(Attribute.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2");
        header.put(Attribute.ROWS, ROWS);
        header.put(Attribute.COLUMNS, COLUMNS);
        header.put(Attribute.PIXEL_SPACING, decimals(ROW_SPACING, COLUMN_SPACING));
        header.put(Attribute.BITS_ALLOCATED, 16);
        header.put(Attribute.BITS_STORED, 12);
        header.put(Attribute.HIGH_BIT, 11);
        header.put(Attribute.PIXEL_REPRESENTATION, 0);
        return header;
    }

    public static short[] pixels(int slice) {
        short[] pixels = new short[ROWS * COLUMNS];
        for (int n = 0; n < pixels.length; n++) {
            pixels[n] = stored(slice, n / COLUMNS, n % COLUMNS);
        }
        return pixels;
    }

    /** The files in the order of slices. */
    public List<byte[]> files() {
        List<byte[]> files = new ArrayList<>();
        for (int slice = 0; slice < SLICES; slice++) {
            DataSet header = header(slice);
            change.accept(slice, header);
            byte[] pixels = syntax.equals(TransferSyntax.RLE)
                    ? RawDicom.fragments(List.of(PackBits.frame(pixels(slice))), 0)
                    : RawDicom.nativePixels(syntax, pixels(slice));
            files.add(RawDicom.file(syntax, header, pixels, undefinedLengths));
        }
        return damage.apply(files);
    }

    /** Writes the files under names whose order says nothing. */
    public Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<byte[]> files = new ArrayList<>(files());
        Collections.shuffle(files, new Random(3));
        for (int n = 0; n < files.size(); n++) {
            Files.write(folder.resolve("IM" + n), files.get(n));
        }
        return folder;
    }

    public Path zip(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            int n = 0;
            for (byte[] bytes : files()) {
                zip.putNextEntry(new ZipEntry("series/IM" + n++));
                zip.write(bytes);
                zip.closeEntry();
            }
        }
        return file;
    }
}
