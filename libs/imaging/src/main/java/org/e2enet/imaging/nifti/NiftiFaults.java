package org.e2enet.imaging.nifti;

import java.io.IOException;
import java.util.Arrays;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** Errors of files of voxels: IMG-101 to IMG-108, IMG-111, IMG-112, IMG-115 to IMG-117, IMG-119. */
final class NiftiFaults {
    private static final String AGAIN = "Export or transfer the file again.";

    private NiftiFaults() {}

    static FaultException empty(String where) {
        return fault("IMG-101", "the file is empty", where, AGAIN);
    }

    static FaultException notNifti(String why) {
        return fault(
                "IMG-102",
                "not a NIfTI file: " + why,
                "header",
                "Send NIfTI (.nii, .nii.gz, .hdr with .img), MetaImage or NRRD; DICOM is taken as a folder or zip.");
    }

    static FaultException pairAlone() {
        return notNifti("it is the header of an .hdr/.img pair, and comes without its voxels");
    }

    static FaultException brokenGzip(String where, IOException cause) {
        return new Fault("IMG-103", "the packed stream is cut short or damaged", where, AGAIN).exception(cause);
    }

    static FaultException fewerVoxels(long promisedBytes, long heldBytes, String where) {
        return fault(
                "IMG-104",
                "the header promises " + promisedBytes + " bytes of voxels, the file holds at most " + heldBytes,
                where,
                AGAIN);
    }

    static FaultException tooManyVoxels(long voxels, long limit) {
        return fault(
                "IMG-105",
                "the header promises " + voxels + " voxels, at most " + limit + " are accepted",
                "dim[1..4]",
                "Crop or resample the image, or raise the limit.");
    }

    static FaultException voxelType(int code) {
        return fault(
                "IMG-106",
                "voxel type " + code + " is not supported (colour, complex, bit and 128-bit types are not)",
                "datatype",
                "Convert the image to an integer or float type.");
    }

    static FaultException dimensions(long[] dim) {
        return fault(
                "IMG-107",
                "a 3-D image is wanted (or 4-D with channels last), got dim " + Arrays.toString(dim),
                "dim",
                "Send volumes: no single slices, no vector or time series images; channels are the last axis.");
    }

    static FaultException channels(int channels) {
        return fault(
                "IMG-108",
                "one channel is wanted here, the image has " + channels + " (its fourth axis)",
                "dim[4]",
                "Split the image into one file per channel, or send it where channels are accepted.");
    }

    static FaultException tooManyChannels(int channels, int limit, int firstAxis) {
        String first = firstAxis <= limit ? "; its first axis has " + firstAxis + ": are channels first?" : "";
        return fault(
                "IMG-119",
                "the image has " + channels + " channels (its fourth axis), at most " + limit + " are accepted" + first,
                "dim[4]",
                "Put channels last, or split the image into one file per channel; a time series is not taken.");
    }

    static FaultException notFinite(long index) {
        return fault(
                "IMG-111",
                "a voxel is NaN or infinite",
                "voxel " + index + " in file order",
                "Replace it, for instance by 0 outside the body.");
    }

    static FaultException notLabel(double value, long index) {
        return fault(
                "IMG-112",
                "labels must be integers from 0 to 32767, got " + value,
                "voxel " + index + " in file order",
                "Send the label map itself: not probabilities, nor labels interpolated linearly.");
    }

    static FaultException cutHeader(int bytes, int wanted) {
        return fault(
                "IMG-115",
                "the file ends within its header, after " + bytes + " of " + wanted + " bytes",
                "header",
                AGAIN);
    }

    static FaultException unreadable(String where, IOException cause) {
        return new Fault("IMG-116", "the file cannot be read", where, "Check that it exists and may be read.")
                .exception(cause);
    }

    static FaultException field(String field, double value, String wanted) {
        return fault(
                "IMG-117",
                field + " must be " + wanted + ", the file says " + number(value),
                field,
                "Set " + field + " in the header, or export the scan again.");
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static FaultException fault(String code, String what, String where, String mend) {
        return new Fault(code, what, where, mend).exception();
    }
}
