package org.e2enet.imaging.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Formats of scans. */
public enum ScanFormat {
    /** NIfTI-1 and NIfTI-2, single or pair: {@code .nii}, {@code .nii.gz}, {@code .hdr} with {@code .img}. */
    NIFTI,
    /** MetaImage: {@code .mha}, or {@code .mhd} with its voxels beside it. */
    META_IMAGE,
    /** NRRD: {@code .nrrd}, or {@code .nhdr} with its voxels beside it. */
    NRRD;

    private static final int START_BYTES = 64;

    /** By a file's first bytes; what is neither MetaImage nor NRRD is NIfTI's to judge. */
    static ScanFormat ofContent(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("NRRD")) {
            return NRRD;
        }
        return text.matches("(?s)\\s*(ObjectType|NDims|Comment|ObjectSubType)\\s*=.*") ? META_IMAGE : NIFTI;
    }

    /** By a file's content. */
    static ScanFormat ofFile(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return ofContent(in.readNBytes(START_BYTES));
        }
    }

    /** By a name to write to; NIfTI for all names but {@code .mha}, {@code .mhd}, {@code .nrrd} and {@code .nhdr}. */
    public static ScanFormat ofName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".mha") || lower.endsWith(".mhd")) {
            return META_IMAGE;
        }
        return lower.endsWith(".nrrd") || lower.endsWith(".nhdr") ? NRRD : NIFTI;
    }
}
