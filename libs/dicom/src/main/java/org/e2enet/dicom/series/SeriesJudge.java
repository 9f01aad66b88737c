package org.e2enet.dicom.series;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.pixels.FrameDecoder;
import org.e2enet.faults.FaultException;

/** Gives a series its verdict and, where it is taken, its grid. No pixel is decoded for it. */
final class SeriesJudge {
    private final ReadOptions options;

    SeriesJudge(ReadOptions options) {
        this.options = options;
    }

    /** @param alarms flags that the input as a whole gives to all its series */
    Series judge(int number, List<Instance> instances, Set<Flag> alarms) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        flags.addAll(alarms);
        try {
            if (!Series.isImage(instances.getFirst().header())) {
                Instance first = instances.getFirst();
                FrameDecoder.requireHeld(false, first.header(), first.where());
            }
            SliceGrid grid = grid(instances, flags);
            flags.addAll(grid.flags());
            return new Series(
                    number,
                    instances.getFirst().header(),
                    instances.size(),
                    grid.slices(),
                    Optional.of(grid.geometry()),
                    new Verdict(List.copyOf(flags), Optional.empty()));
        } catch (FaultException e) {
            return new Series(
                    number,
                    instances.getFirst().header(),
                    instances.size(),
                    List.of(),
                    Optional.empty(),
                    Verdict.refused(e.fault()));
        }
    }

    private SliceGrid grid(List<Instance> instances, Set<Flag> flags) {
        instances.forEach(InstanceChecks::requireReadable);
        if (options.repairUids() && UidRepair.repair(instances)) {
            flags.add(Flag.REPAIRED_UIDS);
        }
        instances.forEach(InstanceChecks::requireUids);
        InstanceChecks.requireOneFrameOfReference(instances);
        List<Instance> single = InstanceChecks.withoutCopies(instances, flags);
        List<Slice> slices = new ArrayList<>();
        for (Instance instance : single) {
            slices.addAll(Slices.of(instance));
            if (instance.header().text(Attribute.LOSSY_IMAGE_COMPRESSION).equals("01")) {
                flags.add(Flag.LOSSY);
            }
            if (instance.header().text(Attribute.BURNED_IN_ANNOTATION).equals("YES")) {
                if (options.refuseBurnedIn()) {
                    throw SeriesFaults.burnedIn();
                }
                flags.add(Flag.BURNED_IN);
            }
        }
        SliceGrid grid = SliceGrid.of(slices, options);
        InstanceChecks.requireUnits(grid.slices(), flags);
        return grid;
    }
}
