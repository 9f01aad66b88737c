package org.e2enet.pacs.vault;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.Part10Writer;
import org.e2enet.dicom.series.Instance;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.dicom.series.Series;
import org.e2enet.dicom.series.Slice;
import org.e2enet.files.AtomicFiles;

/**
 * Outlines of series whose result is on its way: where each slice lies and what it is called, byte for byte as it came, so that a result
 * can refer to it. No pixels, and nothing that says who or when: that is asked of the archive when the result goes there. Thread safe.
 */
@Singleton
public final class Outlines {
    private static final List<Attribute> KEPT = List.of(
            Attribute.IMAGE_TYPE,
            Attribute.SOP_CLASS_UID,
            Attribute.SOP_INSTANCE_UID,
            Attribute.MODALITY,
            Attribute.STUDY_INSTANCE_UID,
            Attribute.SERIES_INSTANCE_UID,
            Attribute.INSTANCE_NUMBER,
            Attribute.SLICE_THICKNESS,
            Attribute.SPACING_BETWEEN_SLICES,
            Attribute.GANTRY_DETECTOR_TILT,
            Attribute.IMAGE_POSITION_PATIENT,
            Attribute.IMAGE_ORIENTATION_PATIENT,
            Attribute.FRAME_OF_REFERENCE_UID,
            Attribute.SAMPLES_PER_PIXEL,
            Attribute.PHOTOMETRIC_INTERPRETATION,
            Attribute.NUMBER_OF_FRAMES,
            Attribute.ROWS,
            Attribute.COLUMNS,
            Attribute.PIXEL_SPACING,
            Attribute.BITS_ALLOCATED,
            Attribute.BITS_STORED,
            Attribute.HIGH_BIT,
            Attribute.PIXEL_REPRESENTATION,
            Attribute.RESCALE_INTERCEPT,
            Attribute.RESCALE_SLOPE,
            Attribute.RESCALE_TYPE,
            Attribute.SHARED_FUNCTIONAL_GROUPS_SEQUENCE,
            Attribute.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);

    private static final String SUFFIX = ".zip";

    private final Path folder;

    @Inject
    public Outlines(Vault vault) {
        this.folder = vault.folder("outlines");
    }

    /** Keeps the outline of an accepted series. */
    public void keep(String seriesKey, Series series) {
        List<Instance> instances =
                series.slices().stream().map(Slice::instance).distinct().toList();
        try {
            AtomicFiles.replace(file(seriesKey), out -> {
                ZipOutputStream zip = new ZipOutputStream(out);
                for (int n = 0; n < instances.size(); n++) {
                    zip.putNextEntry(new ZipEntry("%05d.dcm".formatted(n)));
                    Part10Writer.write(outline(instances.get(n).header()), zip);
                    zip.closeEntry();
                }
                zip.finish();
            });
        } catch (IOException failure) {
            throw VaultFaults.notUsable(failure);
        }
    }

    private static DataSet outline(DataSet header) {
        DataSet outline = new DataSet();
        KEPT.forEach(attribute -> outline.copy(attribute, header));
        return outline.putBytes(Attribute.PIXEL_DATA, new byte[0]);
    }

    /** The series again, without pixels; empty where none is kept. */
    public Optional<Series> find(String seriesKey) {
        Path file = file(seriesKey);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        // It was judged when it came; what was accepted then stays so.
        try (DicomInput input = DicomInput.open(file, ReadOptions.DEFAULT.withMinSlices(2))) {
            return Optional.of(input.onlySeries());
        }
    }

    /** Keys of outlines that were kept before a moment. */
    public List<String> keysBefore(Instant moment) {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> keys = new ArrayList<>();
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX) && isBefore(file, moment)) {
                    keys.add(name.substring(0, name.length() - SUFFIX.length()));
                }
            }
            return keys;
        } catch (IOException failure) {
            throw VaultFaults.notUsable(failure);
        }
    }

    private static boolean isBefore(Path file, Instant moment) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(moment);
        } catch (NoSuchFileException delivered) {
            return false;
        }
    }

    public void remove(String seriesKey) {
        try {
            Files.deleteIfExists(file(seriesKey));
        } catch (IOException failure) {
            throw VaultFaults.notUsable(failure);
        }
    }

    private Path file(String seriesKey) {
        return folder.resolve(seriesKey + SUFFIX);
    }
}
