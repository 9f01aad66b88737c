package org.e2enet.imaging.restore;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.nifti.NiftiWriter;

/**
 * A share per voxel of a scan, such as a probability.
 *
 * @param values in steps of 1/255, unsigned; shared, not copied
 */
public record ShareMap(Geometry geometry, byte[] values) {
    static final int STEPS = 255;

    public ShareMap {
        Objects.requireNonNull(geometry, "geometry");
        if (values.length != geometry.extent().volume()) {
            throw new IllegalArgumentException(values.length + " values do not fit " + geometry.extent());
        }
    }

    /** Of a voxel, 0 to 1. */
    public float share(int voxel) {
        return (values[voxel] & 0xff) / (float) STEPS;
    }

    /** As NIfTI, packed, uint8 scaled to 0…1; the stream stays open. */
    public void write(OutputStream out) throws IOException {
        NiftiWriter.writeShares(geometry, values, STEPS, out, true);
    }
}
