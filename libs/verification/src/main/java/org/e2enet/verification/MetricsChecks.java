package org.e2enet.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.distance.Lattice;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.scoring.surface.HausdorffVariant;
import org.e2enet.scoring.surface.SurfaceDistances;
import org.e2enet.scoring.surface.SurfaceElements;

/** Dice, NSD and Hausdorff distances of DeepMind, medpy and MONAI on a pair of label maps, at several spacings. */
public final class MetricsChecks implements CheckSet {
    private static final String FIGURES = "metrics.json";
    private static final String TRUTH = "metrics_gt.nii.gz";
    private static final String PREDICTION = "metrics_pred.nii.gz";
    private static final String TOLERANCE = "nsd@";

    /** Of the implementations in double, and of MONAI, which computes in float. */
    private static final double DOUBLE_ALLOWED = 1e-9;

    private static final double FLOAT_ALLOWED = 1e-6;

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public List<Check> run(ReferenceFolder folder) throws IOException {
        for (String file : List.of(FIGURES, TRUTH, PREDICTION)) {
            if (!folder.has(file)) {
                return List.of(Check.absent(name(), file));
            }
        }
        NiftiReader reader = new NiftiReader(ReadLimits.SINGLE_CHANNEL);
        LabelVolume truth = reader.readLabels(folder.file(TRUTH), TRUTH);
        LabelVolume prediction = reader.readLabels(folder.file(PREDICTION), PREDICTION);
        List<Check> checks = new ArrayList<>();
        for (JsonNode one : folder.json(FIGURES).path("cases")) {
            checks.addAll(compare(one, truth, prediction));
        }
        return checks;
    }

    private List<Check> compare(JsonNode one, LabelVolume truth, LabelVolume prediction) {
        JsonNode mm = one.get("spacing");
        Lattice lattice = new Lattice(
                truth.extent().width(),
                truth.extent().height(),
                truth.extent().depth(),
                mm.get(0).asDouble(),
                mm.get(1).asDouble(),
                mm.get(2).asDouble());
        double dice = 0;
        double surfels = 0;
        double voxels = 0;
        double monai = 0;
        for (Map.Entry<String, JsonNode> entry : one.path("labels").properties()) {
            JsonNode theirs = entry.getValue();
            boolean[] inTruth = mask(truth, Integer.parseInt(entry.getKey()));
            boolean[] inPrediction = mask(prediction, Integer.parseInt(entry.getKey()));
            dice = Math.max(dice, dice(theirs, inTruth, inPrediction));
            if (theirs.get("voxels_gt").asLong() == 0
                    || theirs.get("voxels_pred").asLong() == 0) {
                // Distances to a class that is not there are a matter of policy, not of arithmetic.
                continue;
            }
            SurfaceDistances onSurfels =
                    SurfaceDistances.between(inTruth, inPrediction, lattice, SurfaceElements.SURFELS);
            SurfaceDistances onVoxels =
                    SurfaceDistances.between(inTruth, inPrediction, lattice, SurfaceElements.BOUNDARY_VOXELS);
            surfels = Math.max(surfels, deepMind(theirs.path("deepmind"), onSurfels));
            voxels = Math.max(voxels, gap(theirs.path("repo_evaluator_hd"), onVoxels.hdMm()));
            voxels =
                    Math.max(voxels, gap(theirs.path("repo_evaluator_hd95"), onVoxels.hd95Mm(HausdorffVariant.POOLED)));
            monai = Math.max(monai, monai(theirs, onVoxels));
        }
        String of = name() + "[" + mm.get(0) + "," + mm.get(1) + "," + mm.get(2) + "]";
        return List.of(
                Check.of(of + ".dice", dice, DOUBLE_ALLOWED, "Dice and voxel counts of every label"),
                Check.of(of + ".surfels", surfels, DOUBLE_ALLOWED, "DeepMind's NSD, Hausdorff and mean distances"),
                Check.of(of + ".medpy", voxels, DOUBLE_ALLOWED, "medpy's Hausdorff distances"),
                Check.of(of + ".monai", monai, FLOAT_ALLOWED, "MONAI's NSD and Hausdorff distances"));
    }

    private static double dice(JsonNode theirs, boolean[] truth, boolean[] prediction) {
        long both = 0;
        long inTruth = 0;
        long inPrediction = 0;
        for (int v = 0; v < truth.length; v++) {
            both += truth[v] && prediction[v] ? 1 : 0;
            inTruth += truth[v] ? 1 : 0;
            inPrediction += prediction[v] ? 1 : 0;
        }
        double counts = Math.abs(theirs.get("voxels_gt").asLong() - inTruth)
                + (double) Math.abs(theirs.get("voxels_pred").asLong() - inPrediction);
        if (inTruth + inPrediction == 0) {
            return counts;
        }
        return counts + gap(theirs.path("dice"), 2.0 * both / (inTruth + inPrediction));
    }

    private static double deepMind(JsonNode theirs, SurfaceDistances ours) {
        double deviation = nsd(theirs, ours);
        deviation = Math.max(deviation, gap(theirs.path("robust_hd95"), ours.hd95Mm(HausdorffVariant.SURFEL_WEIGHTED)));
        deviation = Math.max(deviation, gap(theirs.path("robust_hd100"), ours.hdMm()));
        deviation = Math.max(
                deviation, gap(theirs.path("asd_gt_to_pred"), ours.fromTruth().meanMm()));
        return Math.max(
                deviation,
                gap(theirs.path("asd_pred_to_gt"), ours.fromPrediction().meanMm()));
    }

    private static double monai(JsonNode theirs, SurfaceDistances ours) {
        double deviation = nsd(theirs.path("monai"), ours);
        deviation = Math.max(deviation, relative(theirs.path("monai_hd"), ours.hdMm()));
        return Math.max(deviation, relative(theirs.path("monai_hd95"), ours.hd95Mm(HausdorffVariant.DIRECTED_MAX)));
    }

    private static double nsd(JsonNode theirs, SurfaceDistances ours) {
        double deviation = 0;
        for (Map.Entry<String, JsonNode> figure : theirs.properties()) {
            if (figure.getKey().startsWith(TOLERANCE)) {
                double toleranceMm = Double.parseDouble(figure.getKey().substring(TOLERANCE.length()));
                deviation = Math.max(deviation, gap(figure.getValue(), ours.nsd(toleranceMm)));
            }
        }
        return deviation;
    }

    /** 0 where the reference has no number: 'nan', 'inf' and errors are written as text. */
    private static double gap(JsonNode theirs, double ours) {
        return theirs.isNumber() ? Math.abs(theirs.asDouble() - ours) : 0;
    }

    /** A float's precision is relative to its size. */
    private static double relative(JsonNode theirs, double ours) {
        return gap(theirs, ours) / Math.max(1, Math.abs(ours));
    }

    private static boolean[] mask(LabelVolume volume, int label) {
        boolean[] mask = new boolean[volume.labels().length];
        for (int v = 0; v < mask.length; v++) {
            mask[v] = volume.labels()[v] == label;
        }
        return mask;
    }
}
