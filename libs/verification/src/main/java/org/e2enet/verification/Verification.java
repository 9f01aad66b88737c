package org.e2enet.verification;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.network.engine.Engine;
import org.e2enet.network.training.TrainingEngine;

/** All checks of this installation against one reference folder. */
public final class Verification {
    private final List<CheckSet> sets;

    public Verification(List<CheckSet> sets) {
        this.sets = List.copyOf(sets);
    }

    /** The sets every installation can run. */
    public static Verification standard(List<Engine> engines, List<TrainingEngine> training) {
        return new Verification(List.of(
                new ForwardChecks(engines),
                new TrainingChecks(training),
                new MaskUpdateChecks(),
                new PreprocChecks(),
                new SlideChecks(engines),
                new MetricsChecks()));
    }

    /** Runs the sets in order. A set that cannot be read is one failed check. */
    public List<Check> run(Path referenceFolder) {
        ReferenceFolder folder = new ReferenceFolder(referenceFolder);
        List<Check> checks = new ArrayList<>();
        for (CheckSet set : sets) {
            try {
                checks.addAll(set.run(folder));
            } catch (IOException | RuntimeException e) {
                checks.add(Check.broken(set.name(), e));
            }
        }
        return List.copyOf(checks);
    }

    /** Whether something was checked and nothing failed. Absent sets do not count. */
    public static boolean passed(List<Check> checks) {
        return checks.stream().anyMatch(Check::passed)
                && checks.stream().noneMatch(check -> check.status() == Check.Status.FAILED);
    }
}
