package org.e2enet.training.data;

import java.util.Objects;
import org.e2enet.contract.Size3;

/**
 * A normalised labelled case in memory. Arrays are shared, not copied; nobody writes to them.
 *
 * @param image {@code [C][D][H][W]}, W fastest
 * @param labels {@code [D][H][W]}; negative = outside the scanned body, taken as background
 */
public record TrainingCase(String id, float[] image, short[] labels, Size3 size) {
    public TrainingCase {
        Objects.requireNonNull(id, "id");
        if (labels.length != size.volume() || image.length == 0 || image.length % labels.length != 0) {
            throw new IllegalArgumentException(id + ": image of " + image.length + " and labels of " + labels.length
                    + " values do not fit " + size);
        }
    }

    public int channels() {
        return image.length / labels.length;
    }
}
