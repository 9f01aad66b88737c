package org.e2enet.dicom.series;

import java.util.Locale;

/** What is odd about a series that is taken all the same. */
public enum Flag {
    /** Slices are not perpendicular to the line they lie on. */
    GANTRY_TILT,
    /** Distances between slices vary, within the tolerance. */
    UNEVEN_SPACING,
    /** The same instance was there more than once and is used once. */
    DUPLICATE_INSTANCE,
    /** Pixels went through a lossy compression. */
    LOSSY,
    /** Pixels may show a name. */
    BURNED_IN,
    /** A CT series whose rescaled numbers are not said to be Hounsfield units. */
    UNSPECIFIED_UNITS,
    /** Empty identifiers were made up. */
    REPAIRED_UIDS,
    /** A file of the input could not be read; it may have been part of this series. */
    UNREADABLE_FILES;

    /** As written in events and tables: {@code gantry-tilt}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
