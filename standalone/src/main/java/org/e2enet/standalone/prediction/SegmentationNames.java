package org.e2enet.standalone.prediction;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.e2enet.standalone.datasets.CaseFiles;

/**
 * Stems of results' names after their inputs, no two the same in one call: {@code scan_0000.nii.gz} gives
 * {@code scan_0000-segmentation}, a second one of that name gets its folder in front, a third one a number. Not thread
 * safe.
 */
final class SegmentationNames {
    private static final String ENDING = "-segmentation";
    /** What comes after it at most. */
    private static final String LONGEST_ENDING = ResultForm.RTSTRUCT.ending();
    /** What is no part of a scan's name. */
    private static final String SCAN_ENDINGS = "(?i)\\.(nii|hdr|img)(\\.gz)?$|\\.(mha|mhd|nrrd|nhdr)$";

    /** Of a file's name on the file systems in use. */
    private static final int MOST_BYTES = 255;

    private final Path folder;
    private final Set<String> taken = new HashSet<>();

    /** @param folder where results go */
    SegmentationNames(Path folder) {
        this.folder = folder;
    }

    /** Where a map goes: beside its segmentation, {@code scan_0000-uncertainty.nii.gz}. */
    static Path map(Path segmentation, String map) {
        return beside(segmentation, "-" + map + ".nii.gz");
    }

    /** Where the signed statement goes: {@code scan_0000-provenance.json}. */
    static Path statement(Path segmentation) {
        return beside(segmentation, "-provenance.json");
    }

    private static Path beside(Path segmentation, String ending) {
        String name = segmentation.getFileName().toString();
        int end = name.lastIndexOf("-segmentation.");
        String stem = end < 0 ? name : name.substring(0, end);
        return segmentation.resolveSibling(stem + ending);
    }

    Path next(CaseFiles files) {
        Path image = files.images().isEmpty()
                ? Path.of(files.name())
                : files.images().getFirst();
        String stem = Path.of(files.name()).getFileName().toString().replaceFirst(SCAN_ENDINGS, "");
        Path parent = image.toAbsolutePath().normalize().getParent();
        String withFolder = parent == null || parent.getFileName() == null ? stem : parent.getFileName() + "-" + stem;
        return Stream.concat(
                        Stream.of(stem, withFolder),
                        Stream.iterate(2, number -> number + 1).map(number -> withFolder + "-" + number))
                .map(SegmentationNames::fitting)
                // Some file systems know no capitals.
                .filter(name -> taken.add(name.toLowerCase(Locale.ROOT)))
                .map(folder::resolve)
                .findFirst()
                .orElseThrow();
    }

    /** Cut to what a file system takes; what is cut off counts in a hash, so that long names stay apart. */
    private static String fitting(String stem) {
        String whole = stem + ENDING;
        if (bytes(whole + LONGEST_ENDING) <= MOST_BYTES) {
            return whole;
        }
        String mark = "~" + hash(stem) + ENDING;
        String cut = stem;
        while (bytes(cut + mark + LONGEST_ENDING) > MOST_BYTES) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut + mark;
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime must have SHA-256", impossible);
        }
    }
}
