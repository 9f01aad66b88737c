package org.e2enet.dicom.series;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.e2enet.contract.Size3;
import org.e2enet.dicom.part10.Part10File;
import org.e2enet.dicom.part10.Part10Reader;
import org.e2enet.dicom.pixels.FrameDecoder;
import org.e2enet.dicom.pixels.FrameFormat;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.HeapBudget;
import org.e2enet.imaging.Volume;

/** Decodes the pixels of an accepted series straight into its volume, file by file, on all processors. */
final class SeriesVoxels {
    private SeriesVoxels() {}

    /** A slice and its place in the array. */
    private record Placed(Slice slice, int k) {}

    static Volume read(Series series) {
        Geometry geometry = series.requireGeometry();
        Size3 extent = geometry.extent();
        HeapBudget.require(extent.volume() * Float.BYTES);
        float[] voxels = new float[extent.arrayLength()];
        Map<Instance, List<Placed>> byInstance = new LinkedHashMap<>();
        for (int k = 0; k < extent.depth(); k++) {
            Slice slice = series.slices().get(k);
            byInstance
                    .computeIfAbsent(slice.instance(), any -> new ArrayList<>())
                    .add(new Placed(slice, k));
        }
        List<List<Placed>> work = List.copyOf(byInstance.values());
        IntStream.range(0, work.size()).parallel().forEach(n -> decode(work.get(n), extent, voxels));
        return Volume.ofChannel(geometry, voxels);
    }

    private static void decode(List<Placed> placed, Size3 extent, float[] voxels) {
        Instance instance = placed.getFirst().slice().instance();
        FrameFormat format = FrameFormat.of(instance.header(), instance.where());
        instance.file().look(segment -> {
            Part10File file = new Part10Reader(segment, instance.where()).read();
            int[] stored = new int[(int) format.pixels()];
            for (Placed one : placed) {
                FrameDecoder.decode(file, format, one.slice().frame(), stored, instance.where());
                rescale(stored, one.slice(), format, voxels, extent.offset(one.k(), 0, 0));
            }
            return null;
        });
    }

    private static void rescale(int[] stored, Slice slice, FrameFormat format, float[] voxels, int offset) {
        boolean unsigned = !format.signed() && format.bitsStored() == 32;
        for (int n = 0; n < stored.length; n++) {
            double number = unsigned ? stored[n] & 0xffffffffL : stored[n];
            voxels[offset + n] = (float) (number * slice.slope() + slice.intercept());
        }
    }
}
