package org.e2enet.dicom.series;

import org.e2enet.dicom.files.FileBounds;

/**
 * What is taken.
 *
 * @param spacingTolerance how far a distance between slices may be from the usual one, as a share of it
 * @param minSlices fewer slices are no volume
 * @param acceptTilt whether a tilted gantry's slices are taken, on the grid they were acquired on
 * @param refuseBurnedIn whether pixels that may show a name are refused: for training
 * @param repairUids whether empty unique identifiers are made up: for a person at a command line, never for an archive
 */
public record ReadOptions(
        FileBounds bounds,
        double spacingTolerance,
        int minSlices,
        boolean acceptTilt,
        boolean refuseBurnedIn,
        boolean repairUids) {
    public static final ReadOptions DEFAULT = new ReadOptions(FileBounds.DEFAULT, 0.05, 3, true, false, false);

    public ReadOptions {
        if (!(spacingTolerance > 0 && spacingTolerance < 0.5) || minSlices < 2) {
            throw new IllegalArgumentException("tolerance must lie between 0 and 0.5, slices be at least 2");
        }
    }

    public ReadOptions withBounds(FileBounds other) {
        return new ReadOptions(other, spacingTolerance, minSlices, acceptTilt, refuseBurnedIn, repairUids);
    }

    public ReadOptions withMinSlices(int slices) {
        return new ReadOptions(bounds, spacingTolerance, slices, acceptTilt, refuseBurnedIn, repairUids);
    }

    public ReadOptions withTiltRefused() {
        return new ReadOptions(bounds, spacingTolerance, minSlices, false, refuseBurnedIn, repairUids);
    }

    public ReadOptions withBurnedInRefused() {
        return new ReadOptions(bounds, spacingTolerance, minSlices, acceptTilt, true, repairUids);
    }

    public ReadOptions withUidsRepaired() {
        return new ReadOptions(bounds, spacingTolerance, minSlices, acceptTilt, refuseBurnedIn, true);
    }
}
