package org.e2enet.torch.training;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import org.e2enet.contract.recipe.Augmentation;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.training.Batch;
import org.e2enet.network.training.GradientScope;
import org.e2enet.network.training.GrownKernels;
import org.e2enet.torch.runtime.NativeHeap;

/**
 * A program that trains and prints, after every few steps, the step, the bytes that the C library has lent, and the arrays that the
 * trainer holds. Arguments: steps between two lines, number of lines, bytes to lose at every step.
 */
final class StepLoop {
    private static final Evolution GROWING =
            new Evolution(10, 0.5, Evolution.Growth.GRADIENT, Evolution.RegrowInit.ZERO, false);
    private static final Recipe RECIPE =
            new Recipe(Optimizer.sgd(0.01), 10, 10, 1, 12, null, false, GROWING, Augmentation.none(), 0.3, 1);

    private StepLoop() {}

    public static void main(String[] arguments) {
        int stepsBetweenLines = Integer.parseInt(arguments[0]);
        int lines = Integer.parseInt(arguments[1]);
        long lostBytesPerStep = Long.parseLong(arguments[2]);
        Batch batch = SmallRun.batch(1, 1);
        try (TorchTrainer trainer = TorchTrainer.start(SmallRun.model(3), RECIPE, SmallRun.TWO_THREADS)) {
            for (int step = 1; step <= lines * stepsBetweenLines; step++) {
                trainer.step(batch, 0.001, GradientScope.ALL);
                if (lostBytesPerStep > 0) {
                    lose(lostBytesPerStep);
                }
                if (step % stepsBetweenLines == 0) {
                    trainer.topology().masks().keySet().forEach(trainer::gradientNorms);
                    trainer.evolve(trainer.topology(), Map.of(), GrownKernels.ZERO);
                    trainer.state();
                    // Direct buffers are given back by the collector only.
                    System.gc();
                    System.out.println(step + " " + NativeHeap.usedBytes() + " " + trainer.nativeArrays());
                }
            }
        }
    }

    /** What a forgotten tensor does: takes memory from the C library and never gives it back. */
    @SuppressWarnings("restricted")
    private static void lose(long bytes) {
        Linker linker = Linker.nativeLinker();
        MethodHandle malloc = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("malloc"),
                FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
        try {
            MemorySegment lost = (MemorySegment) malloc.invokeExact(bytes);
        } catch (Throwable failure) {
            throw new IllegalStateException("malloc failed", failure);
        }
    }
}
