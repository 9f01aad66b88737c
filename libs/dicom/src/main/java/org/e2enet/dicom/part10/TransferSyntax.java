package org.e2enet.dicom.part10;

import java.nio.ByteOrder;
import java.util.Objects;

/** How a data set and its pixels are written (PS3.5, annex A): known by unique identifier, also where not decodable. */
public record TransferSyntax(String uid) {
    private static final String BASE = "1.2.840.10008.1.2";

    public static final TransferSyntax IMPLICIT_LITTLE = new TransferSyntax(BASE);
    public static final TransferSyntax EXPLICIT_LITTLE = new TransferSyntax(BASE + ".1");
    public static final TransferSyntax DEFLATED = new TransferSyntax(BASE + ".1.99");
    public static final TransferSyntax EXPLICIT_BIG = new TransferSyntax(BASE + ".2");
    public static final TransferSyntax JPEG_LOSSLESS = new TransferSyntax(BASE + ".4.57");
    public static final TransferSyntax JPEG_LOSSLESS_FIRST = new TransferSyntax(BASE + ".4.70");
    public static final TransferSyntax JPEG_LS = new TransferSyntax(BASE + ".4.80");
    public static final TransferSyntax JPEG_LS_NEAR = new TransferSyntax(BASE + ".4.81");
    public static final TransferSyntax JPEG_2000_LOSSLESS = new TransferSyntax(BASE + ".4.90");
    public static final TransferSyntax JPEG_2000 = new TransferSyntax(BASE + ".4.91");
    public static final TransferSyntax RLE = new TransferSyntax(BASE + ".5");

    public TransferSyntax {
        Objects.requireNonNull(uid, "uid");
    }

    public boolean isEncapsulated() {
        return !equals(IMPLICIT_LITTLE) && !equals(EXPLICIT_LITTLE) && !equals(EXPLICIT_BIG) && !equals(DEFLATED);
    }

    public ByteOrder byteOrder() {
        return equals(EXPLICIT_BIG) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    boolean isExplicit() {
        return !equals(IMPLICIT_LITTLE);
    }
}
