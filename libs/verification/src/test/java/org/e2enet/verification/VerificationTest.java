package org.e2enet.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.e2enet.sparse.SparseOptions;
import org.e2enet.sparse.training.SparseTraining;
import org.e2enet.testkit.Golden;
import org.e2enet.torch.TorchEngine;
import org.e2enet.torch.runtime.TorchOptions;
import org.e2enet.torch.training.TorchTraining;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
    private static final Verification VERIFICATION = Verification.standard(
            List.of(new TorchEngine(TorchOptions.DEFAULT)),
            List.of(new TorchTraining(TorchOptions.DEFAULT), new SparseTraining(SparseOptions.defaults())));

    @TempDir
    private Path folder;

    @Test
    void shouldAgreeWithTheShippedFigures() {
        Golden.copyAll(folder);
        List<Check> checks = VERIFICATION.run(folder);
        assertTrue(checks.stream().allMatch(Check::passed), () -> "failed: " + checks);
        assertTrue(checks.size() >= 45, () -> checks.toString());
        List<String> names = checks.stream().map(Check::name).toList();
        assertTrue(
                names.containsAll(List.of(
                        "train.batchdice.losses/sparse",
                        "train.sampledice.gradients/sparse",
                        "train.sampledice.weights/sparse",
                        "slide.steps",
                        "slide.gaussian",
                        "slide.predict/torch",
                        "preproc.iso.resampled",
                        "preproc.bet.normalized",
                        "metrics.dice",
                        "metrics.nsd.surfel",
                        "metrics.hd95.pooled")),
                names::toString);
    }

    @Test
    void shouldCallASetAbsentWhenItsFilesAreMissing() {
        List<Check> checks = VERIFICATION.run(folder);
        assertTrue(checks.stream().allMatch(check -> check.status() == Check.Status.ABSENT));
        assertFalse(Verification.passed(checks));
    }

    @Test
    void shouldFailOneCheckAndRunTheOthersWhenAFileIsDamaged() throws Exception {
        Golden.copy("forward_s122.io.safetensors", folder);
        Golden.copy("forward_s122.weights.safetensors", folder);
        java.nio.file.Files.write(folder.resolve("train.json"), new byte[] {'{'});
        java.nio.file.Files.write(folder.resolve("train.data.safetensors"), new byte[3]);
        java.nio.file.Files.write(folder.resolve("train.init.safetensors"), new byte[3]);
        List<Check> checks = VERIFICATION.run(folder);
        assertEquals(
                1,
                checks.stream()
                        .filter(check -> check.status() == Check.Status.FAILED)
                        .count(),
                checks::toString);
        assertTrue(checks.stream().anyMatch(Check::passed));
    }
}
