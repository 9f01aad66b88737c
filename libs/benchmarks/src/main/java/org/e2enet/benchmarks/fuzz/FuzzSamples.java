package org.e2enet.benchmarks.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.exchange.ResultKind;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.Part10Writer;
import org.e2enet.dicom.seg.ResultIdentity;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.dicom.series.Series;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.formats.ScanWriter;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.VoxelType;

/**
 * Good files of every format, small, to be damaged; and the series that segmentations among them belong to.
 *
 * @param files by what they are read with
 */
record FuzzSamples(List<Sample> files, Series series) {
    /** How a file is read. */
    enum Reader {
        IMAGE,
        LABELS,
        DICOM,
        SEG
    }

    /**
     * A good file.
     *
     * @param name under which it is read: pairs and detached voxels go by names
     * @param text whether it begins with words
     */
    record Sample(String name, Reader reader, boolean text, byte[] bytes) {}

    private static final Size3 EXTENT = new Size3(4, 5, 6);
    private static final String[] FORMATS = {"a.nii", "b.nii.gz", "c.mha", "d.mhd", "e.nrrd", "f.nhdr"};

    /** @param folder where detached voxels are left, for the headers that name them */
    static FuzzSamples make(Path folder) throws IOException {
        List<Sample> files = new ArrayList<>();
        Geometry geometry = Geometry.of(EXTENT, new Spacing(2, 1, 0.5));
        float[] voxels = new float[EXTENT.arrayLength()];
        short[] labels = new short[voxels.length];
        for (int n = 0; n < voxels.length; n++) {
            voxels[n] = n - 40;
            labels[n] = (short) (n % 3);
        }
        for (String name : FORMATS) {
            boolean text = !name.contains("nii");
            Path file = folder.resolve(name);
            ScanWriter.write(Volume.ofChannel(geometry, voxels), NiftiEncoding.of(VoxelType.INT16), file);
            files.add(new Sample(name, Reader.IMAGE, text, Files.readAllBytes(file)));
            Path ofLabels = folder.resolve("labels-" + name);
            ScanWriter.write(new LabelVolume(geometry, labels), ofLabels);
            files.add(new Sample("labels-" + name, Reader.LABELS, text, Files.readAllBytes(ofLabels)));
        }
        // An axis longer than NIfTI-1 has numbers for.
        Size3 wide = new Size3(2, 2, 32768);
        Path nifti2 = folder.resolve("g.nii");
        ScanWriter.write(
                new LabelVolume(Geometry.of(wide, new Spacing(1, 1, 1)), new short[wide.arrayLength()]), nifti2);
        files.add(new Sample("g.nii", Reader.LABELS, false, Files.readAllBytes(nifti2)));
        return withDicom(files, folder);
    }

    private static FuzzSamples withDicom(List<Sample> files, Path folder) throws IOException {
        Path slices = Files.createDirectories(folder.resolve("series"));
        for (int slice = 0; slice < EXTENT.depth(); slice++) {
            try (OutputStream out = Files.newOutputStream(slices.resolve("IM" + slice))) {
                Part10Writer.write(slice(slice), out);
            }
        }
        Series series;
        try (DicomInput input = DicomInput.open(slices, ReadOptions.DEFAULT)) {
            series = input.onlySeries();
        }
        short[] labels = new short[EXTENT.arrayLength()];
        for (int n = 0; n < labels.length; n++) {
            labels[n] = (short) (n % 3);
        }
        DatasetDefinition definition =
                new DatasetDefinition("d", List.of("MR"), Map.of(0, "background", 1, "one", 2, "two"));
        ResultIdentity identity = new ResultIdentity("p", Instant.EPOCH, "m", "0");
        for (ResultKind kind : List.of(ResultKind.SEG, ResultKind.LABELMAP)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            kind.write(series, new LabelVolume(series.requireGeometry(), labels), definition, identity, out);
            files.add(new Sample("seg.dcm", Reader.SEG, false, out.toByteArray()));
        }
        try (Stream<Path> written = Files.list(slices)) {
            written.sorted().forEach(file -> files.add(new Sample("im.dcm", Reader.DICOM, false, bytes(file))));
        }
        return new FuzzSamples(List.copyOf(files), series);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static DataSet slice(int slice) {
        return new DataSet()
                .put(Attribute.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.4")
                .put(Attribute.SOP_INSTANCE_UID, "1.2.3." + slice)
                .put(Attribute.MODALITY, "MR")
                .put(Attribute.STUDY_INSTANCE_UID, "1.2.4")
                .put(Attribute.SERIES_INSTANCE_UID, "1.2.5")
                .put(Attribute.FRAME_OF_REFERENCE_UID, "1.2.6")
                .put(Attribute.INSTANCE_NUMBER, slice + 1)
                .put(Attribute.IMAGE_POSITION_PATIENT, "0\\0\\" + 2 * slice)
                .put(Attribute.IMAGE_ORIENTATION_PATIENT, "1\\0\\0\\0\\1\\0")
                .put(Attribute.PIXEL_SPACING, "1\\0.5")
                .put(Attribute.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .put(Attribute.ROWS, EXTENT.height())
                .put(Attribute.COLUMNS, EXTENT.width())
                .put(Attribute.BITS_ALLOCATED, 16)
                .put(Attribute.BITS_STORED, 16)
                .put(Attribute.PIXEL_REPRESENTATION, 0)
                .putBytes(Attribute.PIXEL_DATA, new byte[2 * EXTENT.height() * EXTENT.width()]);
    }
}
