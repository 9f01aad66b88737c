package org.e2enet.standalone.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.imaging.resample.ImageResampler;
import org.e2enet.imaging.resample.LabelResampler;
import org.e2enet.imaging.resample.Resampling;
import org.e2enet.standalone.datasets.CaseFiles;

/** The same head, as a scanner with other voxels would have seen it: image and truth on a finer or coarser grid over the same box. */
final class CaseOnOtherGrid {
    private static final NiftiReader READER = new NiftiReader(ReadLimits.SINGLE_CHANNEL);

    private CaseOnOtherGrid() {}

    /**
     * Writes it.
     *
     * @param millimetres edge of its voxels
     * @param folder one that is there and empty
     */
    static CaseFiles write(CaseFiles original, double millimetres, Path folder) {
        List<Path> images = new ArrayList<>();
        try {
            for (Path file : original.images()) {
                Path image = folder.resolve("image-" + images.size() + ".nii.gz");
                NiftiWriter.write(onGrid(READER.readImage(file, "image"), millimetres), NiftiEncoding.FLOAT32, image);
                images.add(image);
            }
            Path labels = folder.resolve("labels.nii.gz");
            NiftiWriter.write(
                    onGrid(READER.readLabels(original.labels().orElseThrow(), "labels"), millimetres), labels);
            return CaseFiles.complete(
                    original.name() + " at " + millimetres + " mm", images, Optional.of(labels), original.training());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Volume onGrid(Volume image, double millimetres) {
        Resampling resampling = resampling(image.geometry(), millimetres);
        return new Volume(
                geometry(image.geometry(), resampling.target()),
                image.channels().stream()
                        .map(channel -> ImageResampler.resample(channel, resampling))
                        .toList());
    }

    static LabelVolume onGrid(LabelVolume labels, double millimetres) {
        Resampling resampling = resampling(labels.geometry(), millimetres);
        return new LabelVolume(
                geometry(labels.geometry(), resampling.target()), LabelResampler.resample(labels.labels(), resampling));
    }

    private static Resampling resampling(Geometry from, double millimetres) {
        return Resampling.between(from.extent(), from.spacing(), new Spacing(millimetres, millimetres, millimetres));
    }

    /** Over the same box: voxel o of the new grid has its centre at (o + 0.5) · ratio − 0.5 of the old one. */
    private static Geometry geometry(Geometry from, Size3 to) {
        Affine affine = from.affine();
        double[] ratio = {
            (double) from.extent().width() / to.width(),
            (double) from.extent().height() / to.height(),
            (double) from.extent().depth() / to.depth()
        };
        double[] first = affine.apply((ratio[0] - 1) / 2, (ratio[1] - 1) / 2, (ratio[2] - 1) / 2);
        double[] rows = new double[12];
        for (int row = 0; row < 3; row++) {
            for (int axis = 0; axis < 3; axis++) {
                rows[4 * row + axis] = affine.at(row, axis) * ratio[axis];
            }
            rows[4 * row + 3] = first[row];
        }
        return Geometry.of(to, Affine.ofRows(rows));
    }
}
