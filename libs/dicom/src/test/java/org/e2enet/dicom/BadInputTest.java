package org.e2enet.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.e2enet.dicom.files.FileBounds;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.RawDicom;
import org.e2enet.dicom.part10.TransferSyntax;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.dicom.series.Series;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad input is told by its own stable code; nothing of the patient is in the words. */
class BadInputTest {
    private record Case(String name, String code, Writer writer, ReadOptions options) {
        @Override
        public String toString() {
            return code + " " + name;
        }
    }

    private interface Writer {
        Path write(Path folder) throws IOException;
    }

    private static Case input(String code, String name, Writer writer) {
        return new Case(name, code, writer, ReadOptions.DEFAULT);
    }

    private static Case file(String code, String name, byte[] bytes) {
        return input(code, name, folder -> Files.write(folder.resolve("x"), bytes));
    }

    private static Case series(String code, String name, BiConsumer<Integer, DataSet> change) {
        return input(code, name, SyntheticSeries.axial().with(change)::write);
    }

    private static Case slice(String code, String name, BiConsumer<Integer, DataSet> change) {
        return series(code, name, (slice, header) -> {
            if (slice == 3) {
                change.accept(slice, header);
            }
        });
    }

    private static Case files(String code, String name, java.util.function.UnaryOperator<List<byte[]>> damage) {
        return input(code, name, SyntheticSeries.axial().damaged(damage)::write);
    }

    private static void at(DataSet header, double z) {
        header.put(Attribute.IMAGE_POSITION_PATIENT, SyntheticSeries.decimals(-30, 12.5, z));
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.add(file("DCM-101", "empty file", new byte[0]));
        cases.add(file("DCM-102", "no DICM", new byte[400]));
        cases.add(file("DCM-102", "text", "a letter".getBytes(StandardCharsets.UTF_8)));
        cases.add(input("DCM-102", "folder without images", folder -> {
            Files.writeString(folder.resolve("a.txt"), "hello");
            return folder;
        }));
        cases.add(input("DCM-111", "empty folder", folder -> folder));
        cases.add(file("DCM-109", "DICOMDIR", RawDicom.head("1.2.840.10008.1.2.1", "1.2.840.10008.1.3.10")));
        cases.add(input("DCM-116", "nothing there", folder -> folder.resolve("absent")));
        cases.add(file("DCM-103", "no transfer syntax", RawDicom.head("")));
        cases.add(file("DCM-104", "ends within an element", RawDicom.endsWithin(1000)));
        cases.add(file("DCM-104", "element of 4 GiB", RawDicom.endsWithin(-2)));
        cases.add(file("DCM-104", "ends within meta", Arrays.copyOf(RawDicom.head("1.2.840.10008.1.2.1"), 150)));
        cases.add(files("DCM-104", "one slice cut in its header", files -> cut(files, 3, 400)));
        cases.add(files("DCM-104", "one slice cut in its pixels", files -> cut(files, 3, -20)));
        cases.add(file("DCM-105", "deflate bomb", RawDicom.deflateBomb(64 << 20)));
        cases.add(file(
                "DCM-105",
                "deflate cut short",
                Arrays.copyOf(
                        RawDicom.deflateBomb(1 << 20), RawDicom.head(TransferSyntax.DEFLATED.uid()).length + 60)));
        cases.add(file("DCM-106", "nested 40 deep", RawDicom.nested(40)));
        cases.add(new Case(
                "too many bytes",
                "DCM-107",
                SyntheticSeries.axial()::write,
                ReadOptions.DEFAULT.withBounds(new FileBounds(2000, 100, 200))));
        cases.add(new Case(
                "too many files",
                "DCM-301",
                SyntheticSeries.axial()::write,
                ReadOptions.DEFAULT.withBounds(new FileBounds(1 << 20, 5, 200))));
        cases.add(slice(
                "DCM-108",
                "position of words",
                (n, header) -> header.put(Attribute.IMAGE_POSITION_PATIENT, "left\\5\\6")));
        cases.add(slice("DCM-108", "not finite", (n, header) -> header.put(Attribute.RESCALE_SLOPE, "NaN")));
        cases.add(input("DCM-110", "zip with ../", folder -> zip(folder, "../../evil", new byte[10])));
        cases.add(input("DCM-110", "zip bomb", folder -> zip(folder, "a", new byte[30 << 20])));
        cases.add(input("DCM-110", "zip cut short", folder -> {
            Path whole = SyntheticSeries.axial().zip(folder.resolve("x.zip"));
            return Files.write(whole, Arrays.copyOf(Files.readAllBytes(whole), 1500));
        }));
        for (Attribute uid : List.of(
                Attribute.SOP_INSTANCE_UID,
                Attribute.SERIES_INSTANCE_UID,
                Attribute.STUDY_INSTANCE_UID,
                Attribute.FRAME_OF_REFERENCE_UID)) {
            cases.add(series("DCM-120", "empty " + uid.keyword(), (n, header) -> header.put(uid, "")));
        }
        cases.add(series("DCM-201", "a report", (n, header) -> header.put(Attribute.MODALITY, "SR")));
        cases.add(series("DCM-201", "no rows", (n, header) -> header.putBytes(Attribute.ROWS, new byte[0])));
        cases.add(
                series("DCM-202", "pixels shorter than rows x columns", (n, header) -> header.put(Attribute.ROWS, 50)));
        cases.add(series("DCM-203", "colour", (n, header) -> header.put(Attribute.SAMPLES_PER_PIXEL, 3)
                .put(Attribute.PHOTOMETRIC_INTERPRETATION, "RGB")));
        cases.add(series("DCM-203", "1 bit", (n, header) -> header.put(Attribute.BITS_ALLOCATED, 1)
                .put(Attribute.BITS_STORED, 1)
                .put(Attribute.HIGH_BIT, 0)));
        cases.add(series(
                "DCM-203", "float pixels", (n, header) -> header.putBytes(Attribute.FLOAT_PIXEL_DATA, new byte[8])));
        cases.add(series("DCM-203", "high bit beside the cell", (n, header) -> header.put(Attribute.HIGH_BIT, 40)));
        cases.add(series("DCM-203", "no rows at all", (n, header) -> header.put(Attribute.ROWS, 0)));
        cases.add(series(
                "DCM-206",
                "MONOCHROME1",
                (n, header) -> header.put(Attribute.PHOTOMETRIC_INTERPRETATION, "MONOCHROME1")));
        cases.add(series(
                "DCM-206",
                "table of values",
                (n, header) -> header.put(Attribute.MODALITY_LUT_SEQUENCE, new DataSet())));
        cases.add(encoded("DCM-210", "lossy 12 bit", "1.2.840.10008.1.2.4.51", new byte[20]));
        cases.add(encoded("DCM-210", "HTJ2K", "1.2.840.10008.1.2.4.201", new byte[20]));
        cases.add(encoded("DCM-210", "MPEG", "1.2.840.10008.1.2.4.100", new byte[20]));
        cases.add(encoded("DCM-210", "unknown", "1.2.3.4", new byte[20]));
        cases.add(encoded("DCM-205", "RLE of zeros", TransferSyntax.RLE.uid(), new byte[80]));
        cases.add(encoded(
                "DCM-205",
                "RLE cut",
                TransferSyntax.RLE.uid(),
                Arrays.copyOf(PackBits.frame(SyntheticSeries.pixels(1)), 70)));
        cases.add(encoded("DCM-205", "no JPEG", TransferSyntax.JPEG_LOSSLESS.uid(), new byte[200]));
        cases.add(series("DCM-303", "no position", (n, header) -> header.put(Attribute.IMAGE_POSITION_PATIENT, "")));
        cases.add(series(
                "DCM-303",
                "no orientation",
                (n, header) -> header.put(Attribute.IMAGE_ORIENTATION_PATIENT, "1\\0\\0")));
        cases.add(series("DCM-303", "no pixel spacing", (n, header) -> header.put(Attribute.PIXEL_SPACING, "")));
        cases.add(series("DCM-303", "pixel spacing 0", (n, header) -> header.put(Attribute.PIXEL_SPACING, "0\\0")));
        cases.add(series(
                "DCM-304",
                "localizer",
                (n, header) -> header.put(Attribute.IMAGE_TYPE, "ORIGINAL\\PRIMARY\\LOCALIZER")));
        cases.add(slice(
                "DCM-304",
                "another orientation",
                (n, header) -> header.put(Attribute.IMAGE_ORIENTATION_PATIENT, "0\\1\\0\\0\\0\\-1")));
        cases.add(series(
                "DCM-304",
                "directions not at right angles",
                (n, header) -> header.put(Attribute.IMAGE_ORIENTATION_PATIENT, "1\\0\\0\\0.5\\0.866\\0")));
        cases.add(slice(
                "DCM-304",
                "another frame of reference",
                (n, header) -> header.put(Attribute.FRAME_OF_REFERENCE_UID, "1.2.9")));
        cases.add(slice("DCM-305", "another matrix", (n, header) -> header.put(Attribute.ROWS, 6)
                .put(Attribute.COLUMNS, 5)));
        cases.add(
                slice("DCM-305", "another pixel spacing", (n, header) -> header.put(Attribute.PIXEL_SPACING, "1\\1")));
        cases.add(files("DCM-306", "one slice", files -> files.subList(0, 1)));
        cases.add(files("DCM-306", "two slices", files -> files.subList(0, 2)));
        cases.add(series("DCM-307", "two echoes", (n, header) -> {
            header.put(Attribute.ECHO_TIME, n % 2 == 0 ? "10" : "80");
            at(header, n / 2);
        }));
        cases.add(slice("DCM-308", "a slice is missing", (n, header) -> at(header, 100 + 2.5 * 9)));
        cases.add(files("DCM-308", "slices are missing", files -> {
            List<byte[]> fewer = new ArrayList<>(files);
            fewer.remove(4);
            fewer.remove(2);
            return fewer;
        }));
        cases.add(series("DCM-309", "distances grow", (n, header) -> at(header, n * (1 + 0.3 * n))));
        cases.add(series(
                "DCM-309",
                "slices beside a line",
                (n, header) -> header.put(
                        Attribute.IMAGE_POSITION_PATIENT, SyntheticSeries.decimals(-30 + n % 2, 12.5, n * 2.5))));
        cases.add(new Case(
                "tilt where it is not allowed",
                "DCM-310",
                SyntheticSeries.axial()
                                .with((n, header) -> header.put(
                                        Attribute.IMAGE_POSITION_PATIENT,
                                        SyntheticSeries.decimals(-30, n * 0.5, n * 2.5)))::write,
                ReadOptions.DEFAULT.withTiltRefused()));
        cases.add(slice(
                "DCM-311",
                "one identifier, two slices",
                (n, header) -> header.put(Attribute.SOP_INSTANCE_UID, "1.2.826.1.1")));
        cases.add(series(
                "DCM-312", "mosaic", (n, header) -> header.put(Attribute.IMAGE_TYPE, "ORIGINAL\\PRIMARY\\MOSAIC")));
        cases.add(series("DCM-312", "cine", (n, header) -> header.put(Attribute.NUMBER_OF_FRAMES, 20)));
        cases.add(series("DCM-312", "4-D", (n, header) -> {
            header.put(Attribute.NUMBER_OF_TEMPORAL_POSITIONS, 2);
            at(header, n / 2);
        }));
        cases.add(series("DCM-314", "CT without rescale", (n, header) -> header.put(Attribute.MODALITY, "CT")));
        cases.add(series("DCM-314", "CT in optical density", (n, header) -> header.put(Attribute.MODALITY, "CT")
                .put(Attribute.RESCALE_SLOPE, "1")
                .put(Attribute.RESCALE_INTERCEPT, "0")
                .put(Attribute.RESCALE_TYPE, "OD")));
        cases.add(new Case(
                "burned in, for training",
                "DCM-315",
                SyntheticSeries.axial().with((n, header) -> header.put(Attribute.BURNED_IN_ANNOTATION, "YES"))::write,
                ReadOptions.DEFAULT.withBurnedInRefused()));
        return cases;
    }

    private static List<byte[]> cut(List<byte[]> files, int which, int length) {
        List<byte[]> damaged = new ArrayList<>(files);
        byte[] whole = files.get(which);
        damaged.set(which, Arrays.copyOf(whole, length > 0 ? length : whole.length + length));
        return damaged;
    }

    private static Case encoded(String code, String name, String syntax, byte[] fragment) {
        return input(code, name, SyntheticSeries.axial().damaged(files -> {
            List<byte[]> encoded = new ArrayList<>();
            for (int slice = 0; slice < SyntheticSeries.SLICES; slice++) {
                encoded.add(RawDicom.file(
                        new TransferSyntax(syntax),
                        SyntheticSeries.axial().header(slice),
                        RawDicom.fragments(List.of(fragment)),
                        false));
            }
            return encoded;
        })::write);
    }

    private static Path zip(Path folder, String name, byte[] bytes) throws IOException {
        Path file = folder.resolve("x.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(bytes);
            zip.closeEntry();
        }
        return file;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldBeToldByItsCode(Case bad, @TempDir Path folder) throws IOException {
        Path path = bad.writer().write(folder);

        Fault fault = fault(path, bad.options());

        assertEquals(bad.code(), fault.code(), fault.message());
        for (String secret : List.of("Doe", "Jane", "4711", "1.2.826", "20200102", folder.toString())) {
            assertFalse(fault.message().contains(secret), fault.message());
        }
    }

    @Test
    void shouldHoldCasesOfEveryKind() {
        List<String> codes = cases().stream().map(Case::code).distinct().toList();

        assertTrue(cases().size() >= 60, () -> cases().size() + " cases");
        for (String kind : List.of("DCM-1", "DCM-2", "DCM-3")) {
            assertTrue(codes.stream().anyMatch(code -> code.startsWith(kind)), kind);
        }
    }

    private static Fault fault(Path path, ReadOptions options) {
        try (DicomInput input = DicomInput.open(path, options)) {
            Series series = input.series().getFirst();
            if (series.verdict().accepted()) {
                series.readVolume();
                throw new AssertionError("it was accepted: " + series.verdict());
            }
            return series.verdict().refusal().orElseThrow();
        } catch (FaultException e) {
            return e.fault();
        }
    }
}
