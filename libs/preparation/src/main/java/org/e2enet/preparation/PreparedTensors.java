package org.e2enet.preparation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.PreparedGeometry;
import org.e2enet.contract.scan.ScanFingerprint;
import org.e2enet.imaging.prepare.PreparedScan;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.safetensors.Tensor;
import org.e2enet.store.ObjectStore;

/**
 * A prepared scan in the store.
 *
 * @param tensors safetensors: {@code image} F32 [C, D, H, W] and, with labels, {@code labels} I16 [D, H, W]
 * @param geometry the way back to the scan's own grid
 * @param preparation how it was made, its spacing told
 * @param fingerprint of the scan as it came
 * @param flags what a reader should know of the scan: {@link org.e2enet.imaging.quality.ScanFlags}
 */
public record PreparedTensors(
        ObjectRef tensors,
        PreparedGeometry geometry,
        Preparation preparation,
        ScanFingerprint fingerprint,
        List<String> flags) {
    public PreparedTensors {
        Objects.requireNonNull(tensors, "tensors");
        flags = List.copyOf(flags);
    }

    /** The image of a prepared scan's file, [C, D, H, W]. */
    public static Tensor image(Path tensors) {
        try (SafetensorsFile file = SafetensorsFile.open(tensors)) {
            return file.tensor("image");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static ObjectRef store(PreparedScan scan, ObjectStore objects) {
        List<Integer> extent = List.of(
                scan.extent().depth(), scan.extent().height(), scan.extent().width());
        List<Integer> shape = new ArrayList<>(extent);
        shape.addFirst(scan.channels());
        SafetensorsWriter file = new SafetensorsWriter().add("image", shape, scan.image());
        if (scan.labels() != null) {
            file.add("labels", extent, scan.labels());
        }
        return objects.put(SafetensorsWriter.MEDIA_TYPE, file::write);
    }
}
