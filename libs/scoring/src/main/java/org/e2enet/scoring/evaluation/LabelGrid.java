package org.e2enet.scoring.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.faults.Fault;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.distance.Lattice;

/**
 * A class per voxel.
 *
 * @param labels [nz][ny][nx] flattened, x fastest; 0 is background; not copied and not changed
 * @param lattice size and spacing
 */
public record LabelGrid(short[] labels, Lattice lattice) {
    /** @throws org.e2enet.faults.FaultException SCO-104 when the labels do not fill the lattice */
    public LabelGrid {
        if (labels.length != lattice.voxels()) {
            throw new Fault(
                            "SCO-104",
                            labels.length + " labels on a box of " + lattice.voxels() + " voxels",
                            "labels",
                            "Give one label per voxel.")
                    .exception();
        }
    }

    /** A label map on its own grid: x, y, z are its width, height, depth. */
    public static LabelGrid of(LabelVolume volume) {
        return new LabelGrid(
                volume.labels(), Lattice.of(volume.extent(), volume.geometry().spacing()));
    }

    /** The classes that occur, ascending, without background. */
    public List<Integer> classes() {
        boolean[] seen = new boolean[Short.MAX_VALUE + 1];
        for (short label : labels) {
            if (label > 0) {
                seen[label] = true;
            }
        }
        return IntStream.range(1, seen.length).filter(i -> seen[i]).boxed().toList();
    }
}
