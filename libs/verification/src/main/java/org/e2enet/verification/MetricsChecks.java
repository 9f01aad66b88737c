package org.e2enet.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.e2enet.contract.Size3;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.distance.Lattice;
import org.e2enet.imaging.distance.VoxelBits;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.scoring.evaluation.AbsentClassPolicy;
import org.e2enet.scoring.evaluation.CaseScorer;
import org.e2enet.scoring.evaluation.ClassScore;
import org.e2enet.scoring.evaluation.LabelGrid;
import org.e2enet.scoring.evaluation.ScoringRules;
import org.e2enet.scoring.surface.HausdorffVariant;
import org.e2enet.scoring.surface.NsdVariant;
import org.e2enet.scoring.surface.SurfaceDistances;
import org.e2enet.scoring.surface.SurfaceElements;

/**
 * Scores of one pair of label volumes, by every spacing, label and tolerance that {@code metrics.json} names: Dice, and
 * surface distances as DeepMind (surfels), MONAI (border voxels, float32) and medpy (both directions pooled) have them.
 * Where the reference has {@code nan} or {@code inf}, ours must be undefined.
 */
public final class MetricsChecks implements CheckSet {
    private static final String FILE = "metrics.json";
    private static final String TRUTH = "metrics_gt.nii.gz";
    private static final String PREDICTION = "metrics_pred.nii.gz";
    private static final String NSD = "nsd@";

    /** Of references that compute in float64. */
    private static final double F64 = 1e-9;
    /** Of MONAI, which computes in float32. */
    private static final double F32 = 1e-6;

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public List<Check> run(ReferenceFolder folder) throws IOException {
        for (String file : List.of(FILE, TRUTH, PREDICTION)) {
            if (!folder.has(file)) {
                return List.of(Check.absent("metrics", file));
            }
        }
        NiftiReader reader = new NiftiReader(ReadLimits.SINGLE_CHANNEL);
        LabelVolume truth = reader.readLabels(folder.file(TRUTH), TRUTH);
        LabelVolume prediction = reader.readLabels(folder.file(PREDICTION), PREDICTION);
        Comparison comparison = new Comparison();
        for (JsonNode one : folder.json(FILE).required("cases")) {
            JsonNode spacing = one.required("spacing");
            comparison.compare(one.required("labels"), spacing, grid(truth, spacing), grid(prediction, spacing));
        }
        return comparison.checks();
    }

    /** The file's own axes i, j, k are the reference's array axes; its spacing is not the volumes'. */
    private static LabelGrid grid(LabelVolume volume, JsonNode spacing) {
        Size3 extent = volume.extent();
        double iMm = spacing.required(0).asDouble();
        double jMm = spacing.required(1).asDouble();
        double kMm = spacing.required(2).asDouble();
        Lattice lattice = new Lattice(extent.width(), extent.height(), extent.depth(), iMm, jMm, kMm);
        return new LabelGrid(volume.labels(), lattice);
    }

    /** The figures of all cases by kind. */
    private static final class Comparison {
        private final Figures voxels = Figures.absolute();
        private final Figures dice = Figures.absolute();
        private final Figures means = Figures.absolute();
        private final Map<NsdVariant, Figures> nsd = new LinkedHashMap<>();
        private final Map<HausdorffVariant, Figures> hd = new LinkedHashMap<>();
        private final Map<HausdorffVariant, Figures> hd95 = new LinkedHashMap<>();

        Comparison() {
            for (NsdVariant variant : NsdVariant.values()) {
                nsd.put(variant, variant == NsdVariant.SURFEL ? Figures.absolute() : Figures.relative());
            }
            for (HausdorffVariant variant : HausdorffVariant.values()) {
                boolean single = variant == HausdorffVariant.DIRECTED_MAX;
                hd.put(variant, single ? Figures.relative() : Figures.absolute());
                hd95.put(variant, single ? Figures.relative() : Figures.absolute());
            }
        }

        void compare(JsonNode labels, JsonNode spacing, LabelGrid truth, LabelGrid prediction) {
            List<Integer> classes = new ArrayList<>();
            Set<String> tolerances = new LinkedHashSet<>();
            for (Map.Entry<String, JsonNode> label : labels.properties()) {
                classes.add(Integer.parseInt(label.getKey()));
                for (String reference : List.of("deepmind", "monai")) {
                    label.getValue().path(reference).fieldNames().forEachRemaining(tolerances::add);
                }
            }
            tolerances.removeIf(figure -> !figure.startsWith(NSD));
            if (tolerances.isEmpty()) {
                tolerances.add(NSD + 1);
            }
            classes.forEach(label -> compareMeans(
                    labels.get(String.valueOf(label)).path("deepmind"), label, truth, prediction, spacing));
            for (HausdorffVariant variant : HausdorffVariant.values()) {
                NsdVariant elements =
                        variant == HausdorffVariant.SURFEL_WEIGHTED ? NsdVariant.SURFEL : NsdVariant.BOUNDARY_VOXELS;
                for (String tolerance : tolerances) {
                    double mm = Double.parseDouble(tolerance.substring(NSD.length()));
                    CaseScorer scorer = new CaseScorer(new ScoringRules(
                            classes, mm, Map.of(), elements, variant, AbsentClassPolicy.ABSENT_IN_BOTH_UNDEFINED));
                    for (ClassScore score : scorer.score(truth, prediction).classes()) {
                        JsonNode expected = labels.get(String.valueOf(score.label()));
                        String place = "label " + score.label() + ", spacing " + spacing;
                        compare(expected, score, variant, tolerance, place);
                    }
                }
            }
        }

        private void compare(
                JsonNode expected, ClassScore score, HausdorffVariant variant, String tolerance, String place) {
            voxels.add(expected.path("voxels_gt"), OptionalDouble.of(score.voxelsTruth()), place);
            voxels.add(expected.path("voxels_pred"), OptionalDouble.of(score.voxelsPrediction()), place);
            dice.add(expected.path("dice"), score.dice(), place);
            Figures largest = hd.get(variant);
            Figures robust = hd95.get(variant);
            switch (variant) {
                case SURFEL_WEIGHTED -> {
                    JsonNode deepMind = expected.path("deepmind");
                    nsd.get(NsdVariant.SURFEL).add(deepMind.path(tolerance), score.nsd(), place + ", " + tolerance);
                    largest.add(deepMind.path("robust_hd100"), score.hdMm(), place);
                    robust.add(deepMind.path("robust_hd95"), score.hd95Mm(), place);
                }
                case DIRECTED_MAX -> {
                    JsonNode monai = expected.path("monai").path(tolerance);
                    nsd.get(NsdVariant.BOUNDARY_VOXELS).add(monai, score.nsd(), place + ", " + tolerance);
                    largest.add(expected.path("monai_hd"), score.hdMm(), place);
                    robust.add(expected.path("monai_hd95"), score.hd95Mm(), place);
                }
                case POOLED -> {
                    largest.add(expected.path("repo_evaluator_hd"), score.hdMm(), place);
                    robust.add(expected.path("repo_evaluator_hd95"), score.hd95Mm(), place);
                }
            }
        }

        /** Mean surface distances, of classes that both volumes hold: scores of cases do not tell them. */
        private void compareMeans(
                JsonNode deepMind, int label, LabelGrid truth, LabelGrid prediction, JsonNode spacing) {
            if (!truth.classes().contains(label) || !prediction.classes().contains(label)) {
                return;
            }
            SurfaceDistances distances =
                    SurfaceDistances.between(mask(truth, label), mask(prediction, label), SurfaceElements.SURFELS);
            String place = "label " + label + ", spacing " + spacing;
            double there = distances.fromTruth().meanMm();
            double back = distances.fromPrediction().meanMm();
            means.add(deepMind.path("asd_gt_to_pred"), OptionalDouble.of(there), place);
            means.add(deepMind.path("asd_pred_to_gt"), OptionalDouble.of(back), place);
        }

        private static VoxelBits mask(LabelGrid volume, int label) {
            return VoxelBits.where(volume.lattice(), voxel -> volume.labels()[voxel] == label);
        }

        List<Check> checks() {
            List<Check> checks = new ArrayList<>();
            checks.add(voxels.check("metrics.voxels", 0, "voxels per class"));
            checks.add(dice.check("metrics.dice", F64, "Dice"));
            nsd.forEach((variant, figures) -> checks.add(figures.check(
                    "metrics.nsd." + variant.id(), variant == NsdVariant.SURFEL ? F64 : F32, "NSD by tolerance")));
            hd.forEach((variant, figures) -> checks.add(
                    figures.check("metrics.hd." + variant.id(), allowed(variant), "Hausdorff distance, mm")));
            hd95.forEach((variant, figures) -> checks.add(
                    figures.check("metrics.hd95." + variant.id(), allowed(variant), "95 % Hausdorff distance, mm")));
            checks.add(means.check("metrics.asd.surfel", F64, "mean surface distances, mm"));
            return checks;
        }

        private static double allowed(HausdorffVariant variant) {
            return variant == HausdorffVariant.DIRECTED_MAX ? F32 : F64;
        }
    }
}
