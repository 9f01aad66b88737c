package org.e2enet.console.pages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.e2enet.contract.Size3;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.nifti.VoxelType;
import org.e2enet.imaging.orientation.CanonicalOrientation;

/**
 * A small scan of noise, with a segmentation and a truth of noise, placed by an affine: every voxel differs from its neighbours, so that none
 * can stand for another.
 */
record MadeScan(Volume image, LabelVolume segmentation, LabelVolume truth) {
    static final int CLASSES = 3;
    /** Grey values go from 0 to this, black to white. */
    static final int WHITE = 200;

    /** @param rows of the affine, 12 numbers */
    static MadeScan placed(Size3 size, double... rows) {
        Geometry geometry = Geometry.of(size, Affine.ofRows(rows));
        Random random = new Random(15);
        int voxels = size.arrayLength();
        float[] grey = new float[voxels];
        short[] segmentation = new short[voxels];
        short[] truth = new short[voxels];
        for (int voxel = 0; voxel < voxels; voxel++) {
            grey[voxel] = random.nextInt(WHITE + 1);
            segmentation[voxel] = (short) random.nextInt(CLASSES + 1);
            truth[voxel] = random.nextBoolean() ? segmentation[voxel] : (short) random.nextInt(CLASSES + 1);
        }
        return new MadeScan(
                Volume.ofChannel(geometry, grey),
                new LabelVolume(geometry, segmentation),
                new LabelVolume(geometry, truth));
    }

    /** In the orientation of the product's own preparation: depth to the top, height to the front, width to the right. */
    MadeScan canonical() {
        return new MadeScan(
                CanonicalOrientation.apply(image),
                CanonicalOrientation.apply(segmentation),
                CanonicalOrientation.apply(truth));
    }

    byte[] imageFile() {
        return file(out -> NiftiWriter.write(image, NiftiEncoding.of(VoxelType.INT16), out, true));
    }

    byte[] segmentationFile() {
        return file(out -> NiftiWriter.write(segmentation, out, true));
    }

    byte[] truthFile() {
        return file(out -> NiftiWriter.write(truth, out, true));
    }

    /** What writes a file. */
    interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    static byte[] file(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return out.toByteArray();
    }

    /** Answers for this scan in place of the recorded one. */
    void on(StubOrigin stub) {
        on(stub, "noise");
    }

    /** The same with channels of given names; but for the first one their files are left to the caller. */
    void on(StubOrigin stub, String... channels) {
        String images = IntStream.range(0, channels.length)
                .mapToObj(channel ->
                        "{\"channel\": %d, \"name\": \"%s\", \"bytes\": 1, \"mediaType\": \"application/gzip\"}"
                                .formatted(channel, channels[channel]))
                .collect(Collectors.joining(", "));
        String classes =
                "{\"label\": 1, \"name\": \"one\"}, {\"label\": 2, \"name\": \"two\"}, {\"label\": 3, \"name\": \"three\"}";
        stub.answer("GET /api/views/scans/made", StubOrigin.Answer.json("""
                {"scan": {"scanId": "made", "dataset": "made", "state": "normalized", "labelled": true, "receivedAt": "2026-01-01T00:00:00Z", "predictions": 1},
                 "images": [%s],
                 "labels": {"bytes": 1, "mediaType": "application/gzip"}, "classes": [%s],
                 "predictions": [{"predictionId": "p1", "state": "completed", "alias": "noise", "modelId": "noise-1", "at": "2026-01-01T00:00:00Z",
                   "result": {"predictionId": "p1", "modelId": "noise-1", "segmentation": {"sha256": "00"}, "maps": {},
                     "provenance": {"scanSha256": "00", "weightsSha256": "00", "engine": "sparse", "windows": 1, "seconds": {}, "flags": []}}}]}
                """.formatted(images, classes)));
        stub.answer("GET /api/ingest/scans/made/images/0", StubOrigin.Answer.volume(imageFile()));
        stub.answer("GET /api/ingest/scans/made/labels", StubOrigin.Answer.volume(truthFile()));
        stub.answer("GET /api/infer/predictions/p1/segmentation", StubOrigin.Answer.volume(segmentationFile()));
    }
}
