package org.e2enet.prediction;

import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.AxisMapping;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.faults.Fault;

/** Whether a scan can be what a model learned from, by its header alone. */
public final class ScanFit {
    /** Thick slices or thin ones change one axis; two of them, or all together, by so much only a wrong unit does. */
    private static final double MOST_SPACING_RATIO = 7;

    private static final String CT = "CT";

    private ScanFit() {}

    /**
     * Refuses a scan whose size says that it is none for the model.
     *
     * @param spacingMm of the scan along canonical axes
     * @param wanted by the model; with an open spacing every scan fits
     * @throws org.e2enet.faults.FaultException PRE-106 when two spacings, or all, are off by a factor such as a wrong unit makes, PRE-107 when the
     *     scan is smaller than one voxel of the model's
     */
    public static void requireSize(Size3 extent, Spacing spacingMm, Preparation wanted) {
        if (wanted.spacingMm() == null) {
            return;
        }
        AxisMapping order = AxisMapping.permutation(wanted.axisOrder());
        Spacing own = order.targetSpacing(spacingMm);
        Size3 voxels = order.targetExtent(extent);
        double product = 1;
        int coarser = 0;
        int finer = 0;
        for (int axis = 0; axis < 3; axis++) {
            double model = wanted.spacingMm().along(axis);
            double ratio = own.along(axis) / model;
            product *= ratio;
            coarser += ratio > MOST_SPACING_RATIO ? 1 : 0;
            finer += ratio < 1 / MOST_SPACING_RATIO ? 1 : 0;
            if (voxels.along(axis) * own.along(axis) < model) {
                throw new Fault(
                                "PRE-107",
                                "the scan is smaller than one voxel of the model's " + model + " mm",
                                "spacing",
                                "Check the voxel sizes in the header, or choose a model of a finer spacing.")
                        .exception();
            }
        }
        double mean = Math.cbrt(product);
        if (coarser > 1 || finer > 1 || mean > MOST_SPACING_RATIO || mean < 1 / MOST_SPACING_RATIO) {
            throw new Fault(
                            "PRE-106",
                            "voxels of " + own.toList() + " mm, the model learned from "
                                    + wanted.spacingMm().toList() + " mm",
                            "spacing",
                            "Check the unit in the header (mm, not cm or µm), or choose a model of this spacing.")
                    .exception();
        }
    }

    /**
     * Refuses channels that contradict the model's: another number, the same names in another order, CT where something else is wanted or
     * the other way round. Names differ too much from place to place for more.
     *
     * @param scan names of the scan's channels
     * @param model names of those that the model learned from
     * @throws org.e2enet.faults.FaultException PRE-103 for another number, PRE-108 else
     */
    public static void requireChannels(List<String> scan, List<String> model) {
        if (scan.size() != model.size()) {
            throw channels(model.size(), scan.size()).exception();
        }
        for (int n = 0; n < scan.size(); n++) {
            boolean elsewhere = !same(scan.get(n), model.get(n)) && contains(model, scan.get(n));
            if (elsewhere || same(scan.get(n), CT) != same(model.get(n), CT)) {
                throw new Fault(
                                "PRE-108",
                                "channel " + n + " is of another kind than the model's, or stands in another place",
                                "channels",
                                "Send the channels in the order of the model's data set, or choose a model for them.")
                        .exception();
            }
        }
    }

    static Fault channels(int wanted, int got) {
        return new Fault(
                "PRE-103",
                "the model takes " + wanted + " channels, the scan has " + got,
                "channels",
                "Send all channels of the scan in the data set's order, or choose another model.");
    }

    private static boolean contains(List<String> names, String name) {
        return names.stream().anyMatch(each -> same(each, name));
    }

    private static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other);
    }
}
