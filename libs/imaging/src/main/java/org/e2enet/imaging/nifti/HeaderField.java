package org.e2enet.imaging.nifti;

/** Byte offsets of the NIfTI-1 header fields in use. */
final class HeaderField {
    static final int SIZE = 348;
    /** Header and the four bytes that say whether extensions follow. */
    static final int SINGLE_FILE_OFFSET = 352;

    static final int SIZEOF_HDR = 0;
    static final int DIM = 40;
    static final int DATATYPE = 70;
    static final int BITPIX = 72;
    static final int PIXDIM = 76;
    static final int VOX_OFFSET = 108;
    static final int SCL_SLOPE = 112;
    static final int SCL_INTER = 116;
    static final int XYZT_UNITS = 123;
    static final int QFORM_CODE = 252;
    static final int SFORM_CODE = 254;
    static final int QUATERN_B = 256;
    static final int SROW_X = 280;
    static final int MAGIC = 344;

    private HeaderField() {}
}
