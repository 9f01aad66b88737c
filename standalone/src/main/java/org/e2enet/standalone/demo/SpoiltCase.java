package org.e2enet.standalone.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.e2enet.contract.Size3;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.standalone.datasets.CaseFiles;

/** What a scan may be other than what the model learned from; each is to be flagged. */
enum SpoiltCase {
    UPSIDE_DOWN("upside down") {
        @Override
        Volume of(Volume scan) {
            Size3 extent = scan.extent();
            int slice = extent.height() * extent.width();
            return withChannels(scan, channel -> {
                float[] turned = new float[channel.length];
                for (int depth = 0; depth < extent.depth(); depth++) {
                    System.arraycopy(channel, depth * slice, turned, (extent.depth() - 1 - depth) * slice, slice);
                }
                return turned;
            });
        }
    },
    NOISY("with noise of half its standard deviation") {
        @Override
        Volume of(Volume scan) {
            Random random = new Random(NOISE_SEED);
            return withChannels(scan, channel -> {
                double deviation = standardDeviation(channel);
                float[] noisy = new float[channel.length];
                for (int voxel = 0; voxel < noisy.length; voxel++) {
                    noisy[voxel] = (float) (channel[voxel] + NOISE_SHARE * deviation * random.nextGaussian());
                }
                return noisy;
            });
        }
    },
    OTHER_MODALITY("bright and dark exchanged, as in another modality") {
        @Override
        Volume of(Volume scan) {
            return withChannels(scan, channel -> {
                float least = Float.POSITIVE_INFINITY;
                float most = Float.NEGATIVE_INFINITY;
                for (float value : channel) {
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
                float[] exchanged = new float[channel.length];
                for (int voxel = 0; voxel < exchanged.length; voxel++) {
                    exchanged[voxel] = least + most - channel[voxel];
                }
                return exchanged;
            });
        }
    },
    CROPPED("a third cut off") {
        @Override
        Volume of(Volume scan) {
            Size3 extent = scan.extent();
            Size3 left = new Size3(extent.depth() * 2 / 3, extent.height(), extent.width());
            // From the end of the slowest axis: the rest stays where it is.
            return new Volume(
                    Geometry.of(left, scan.geometry().affine()),
                    scan.channels().stream()
                            .map(channel -> Arrays.copyOf(channel, (int) left.volume()))
                            .toList());
        }
    };

    private static final long NOISE_SEED = 1;
    private static final double NOISE_SHARE = 0.5;
    private static final NiftiReader READER = new NiftiReader(ReadLimits.SINGLE_CHANNEL);

    private final String words;

    SpoiltCase(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Beside the report. */
    String folder() {
        return "held-out-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    abstract Volume of(Volume scan);

    /** Writes it, without a truth. @param folder is made */
    CaseFiles write(CaseFiles original, Path folder) {
        List<Path> images = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            for (Path file : original.images()) {
                Path image = folder.resolve("image-" + images.size() + ".nii.gz");
                NiftiWriter.write(of(READER.readImage(file, "image")), NiftiEncoding.FLOAT32, image);
                images.add(image);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return CaseFiles.complete(original.name() + " " + words, images, Optional.empty(), false);
    }

    private static Volume withChannels(Volume scan, UnaryOperator<float[]> change) {
        return new Volume(scan.geometry(), scan.channels().stream().map(change).toList());
    }

    private static double standardDeviation(float[] values) {
        double mean = IntStream.range(0, values.length)
                .mapToDouble(n -> values[n])
                .average()
                .orElse(0);
        return Math.sqrt(IntStream.range(0, values.length)
                .mapToDouble(n -> (values[n] - mean) * (values[n] - mean))
                .average()
                .orElse(0));
    }
}
