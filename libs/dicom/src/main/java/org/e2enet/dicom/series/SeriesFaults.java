package org.e2enet.dicom.series;

import java.util.Locale;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** Why a series, or an input, is refused: DCM-109, DCM-111, DCM-120, DCM-302 to DCM-316. */
final class SeriesFaults {
    private static final String ONE_VOLUME = "Send one volume: slices of one orientation, one at each position.";

    private SeriesFaults() {}

    static FaultException nothing() {
        return fault("DCM-111", "the input holds no file", "input", "Give a folder, zip or file of an image series.");
    }

    static Fault directory(String where) {
        return new Fault("DCM-109", "a DICOMDIR lists files and is none itself", where, "Nothing: it is skipped.");
    }

    static FaultException noUid(Attribute attribute, String where) {
        return fault(
                "DCM-120",
                "empty " + attribute.words() + ": a result could not refer to the series",
                where,
                "Send the series as the archive holds it; at the command line --repair-uids makes identifiers up.");
    }

    static FaultException several(int series) {
        return fault(
                "DCM-302",
                series + " image series where one is wanted",
                "input",
                "Send one series, or name which one.");
    }

    static FaultException noPlace(Attribute attribute, String where) {
        return fault(
                "DCM-303",
                attribute.words() + " is missing or incomplete: the slice has no place in the patient",
                where,
                "Send the original series: no secondary captures, no projections.");
    }

    static FaultException orientation(String what) {
        return fault("DCM-304", what, Attribute.IMAGE_ORIENTATION_PATIENT.words(), ONE_VOLUME);
    }

    static FaultException mixed(Attribute attribute) {
        return fault("DCM-305", "slices differ in " + attribute.words(), attribute.words(), ONE_VOLUME);
    }

    static FaultException tooFew(int slices, int wanted) {
        return fault(
                "DCM-306",
                slices + (slices == 1 ? " slice, " : " slices, ") + wanted + " are wanted for a volume",
                "series",
                "Send the whole series.");
    }

    static FaultException samePosition(int atOne, String differing) {
        return fault(
                "DCM-307",
                atOne + " slices lie at one position; they differ in " + differing,
                Attribute.IMAGE_POSITION_PATIENT.words(),
                "Send one phase, echo or b-value as a series of its own.");
    }

    static FaultException missing(int count, double afterMm) {
        return fault(
                Verdict.MISSING_SLICES,
                String.format(
                        Locale.ROOT,
                        "%d slices are missing; the first gap begins %.2f mm from the first slice",
                        count,
                        afterMm),
                Attribute.IMAGE_POSITION_PATIENT.words(),
                "Send the whole series, or wait until it is complete.");
    }

    static FaultException uneven(double leastMm, double mostMm) {
        return fault(
                "DCM-309",
                String.format(Locale.ROOT, "slices lie %.3f to %.3f mm apart: not a grid", leastMm, mostMm),
                Attribute.IMAGE_POSITION_PATIENT.words(),
                "Send a reconstruction with even distances.");
    }

    static FaultException crooked(double mm) {
        return fault(
                "DCM-309",
                String.format(Locale.ROOT, "slices lie up to %.3f mm beside a straight line: not a grid", mm),
                Attribute.IMAGE_POSITION_PATIENT.words(),
                "Send a reconstruction whose slices lie on a line.");
    }

    static FaultException tilted(double degrees) {
        return fault(
                "DCM-310",
                String.format(Locale.ROOT, "the gantry was tilted by %.1f degrees", degrees),
                Attribute.GANTRY_DETECTOR_TILT.words(),
                "Allow tilted series, or send a reconstruction without tilt.");
    }

    static FaultException otherBytes(String where) {
        return fault(
                "DCM-311",
                "two different files carry the same " + Attribute.SOP_INSTANCE_UID.words(),
                where,
                "Find out which one is right; an archive holds one only.");
    }

    static FaultException notOneVolume(String what, String where) {
        return fault("DCM-312", what, where, ONE_VOLUME);
    }

    static FaultException stacks(String differing) {
        return fault(
                "DCM-313",
                "the multi-frame images hold more than one stack; frames differ in " + differing,
                Attribute.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE.words(),
                "Send one stack; where each file holds a whole one, send one file.");
    }

    static FaultException units(String what) {
        return fault(
                "DCM-314",
                what,
                Attribute.RESCALE_TYPE.words(),
                "Send the series with its rescale slope and intercept to Hounsfield units.");
    }

    static FaultException burnedIn() {
        return fault(
                "DCM-315",
                "pixels may show a name: they are not taken for training",
                Attribute.BURNED_IN_ANNOTATION.words(),
                "Send a series without burned-in text.");
    }

    static FaultException otherFrameOfReference() {
        return fault(
                "DCM-304",
                "slices lie in several frames of reference",
                Attribute.FRAME_OF_REFERENCE_UID.words(),
                ONE_VOLUME);
    }

    private static FaultException fault(String code, String what, String where, String mend) {
        return new Fault(code, what, where, mend).exception();
    }
}
