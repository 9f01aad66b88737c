package org.e2enet.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import org.e2enet.imaging.distance.Lattice;
import org.e2enet.imaging.distance.VoxelBits;
import org.e2enet.scoring.evaluation.LabelGrid;

/** The reference implementations' figures for one pair of label volumes (golden/README.md, "metrics"). */
public final class GoldenMetrics {
    private static final int NIFTI_HEADER_BYTES = 352;

    private GoldenMetrics() {}

    public static JsonNode figures() {
        try (InputStream in = GoldenMetrics.class.getResourceAsStream("/golden/metrics.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param which {@code gt} or {@code pred}; uint8, file order i fastest */
    public static LabelGrid volume(String which, JsonNode spacing) {
        JsonNode shape = figures().get("shape");
        Lattice lattice = new Lattice(
                shape.get(0).asInt(),
                shape.get(1).asInt(),
                shape.get(2).asInt(),
                spacing.get(0).asDouble(),
                spacing.get(1).asDouble(),
                spacing.get(2).asDouble());
        short[] labels = new short[lattice.voxels()];
        try (InputStream in =
                new GZIPInputStream(GoldenMetrics.class.getResourceAsStream("/golden/metrics_" + which + ".nii.gz"))) {
            in.skipNBytes(NIFTI_HEADER_BYTES);
            byte[] bytes = in.readNBytes(labels.length);
            for (int i = 0; i < labels.length; i++) {
                labels[i] = (short) (bytes[i] & 0xFF);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new LabelGrid(labels, lattice);
    }

    public static VoxelBits mask(LabelGrid volume, int label) {
        return VoxelBits.where(volume.lattice(), voxel -> volume.labels()[voxel] == label);
    }
}
