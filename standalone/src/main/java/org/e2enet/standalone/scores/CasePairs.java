package org.e2enet.standalone.scores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.e2enet.faults.Fault;

/**
 * The cases of two folders, matched by their names without ending, channel number and {@code -segmentation}.
 *
 * @param pairs in both, by name
 * @param withoutPrediction names in the truths' folder alone
 * @param withoutTruth names in the predictions' folder alone
 */
record CasePairs(List<Pair> pairs, List<String> withoutPrediction, List<String> withoutTruth) {
    private static final Pattern FILE = Pattern.compile("(?i).+\\.(nii|nii\\.gz|mha|mhd|nrrd|nhdr)");
    private static final Pattern BESIDE_THE_CASE =
            Pattern.compile("(?i)(_0000)?(-segmentation)?\\.(nii|nii\\.gz|mha|mhd|nrrd|nhdr)$");

    /** One case. */
    record Pair(String name, Path truth, Path prediction) {}

    /**
     * @throws org.e2enet.faults.FaultException CLI-310 for two files of one case in a folder, CLI-311 when no case is in both
     */
    static CasePairs of(Path truths, Path predictions) {
        Map<String, Path> known = cases(truths, "--truth");
        Map<String, Path> predicted = cases(predictions, "--prediction");
        TreeSet<String> both = new TreeSet<>(known.keySet());
        both.retainAll(predicted.keySet());
        if (both.isEmpty()) {
            throw new Fault(
                            "CLI-311",
                            "no case is in both folders: %d truths, %d predictions"
                                    .formatted(known.size(), predicted.size()),
                            "--truth, --prediction",
                            "Give a prediction the name of its truth: CASE.nii.gz beside CASE.nii.gz or CASE-segmentation.nii.gz.")
                    .exception();
        }
        return new CasePairs(
                both.stream()
                        .map(name -> new Pair(name, known.get(name), predicted.get(name)))
                        .toList(),
                only(known, both),
                only(predicted, both));
    }

    private static List<String> only(Map<String, Path> some, TreeSet<String> both) {
        return some.keySet().stream().filter(name -> !both.contains(name)).toList();
    }

    private static Map<String, Path> cases(Path folder, String option) {
        Map<String, Path> cases = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (Files.isRegularFile(file)
                        && FILE.matcher(file.getFileName().toString()).matches()) {
                    add(file, cases, option);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return cases;
    }

    private static void add(Path file, Map<String, Path> cases, String option) {
        String name = BESIDE_THE_CASE.matcher(file.getFileName().toString()).replaceFirst("");
        Path other = cases.put(name, file);
        if (other != null) {
            throw new Fault(
                            "CLI-310",
                            "the case '" + name + "' is there twice: " + other.getFileName() + " and "
                                    + file.getFileName(),
                            option,
                            "Leave one of the two in the folder.")
                    .exception();
        }
    }
}
