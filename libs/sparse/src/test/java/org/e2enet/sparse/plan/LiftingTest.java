package org.e2enet.sparse.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.memory.TensorBuffer;
import org.junit.jupiter.api.Test;

class LiftingTest {
    private static final Size3 COARSE = Size3.cube(4);
    private static final Size3 FINE = Size3.cube(8);

    private final TensorBuffer stored = new TensorBuffer(1, FINE);
    private final Operation.Up first = up("first");
    private final Operation.Up second = up("second");

    @Test
    void shouldMoveAnUpIntoItsOnlyReader() {
        Operation.Conv conv = conv(stored, first.output());

        assertEquals(List.of(conv.lifting(first)), lifted(first, conv));
    }

    @Test
    void shouldLiftOneOfTwoUpsOfTheSameReader() {
        Operation.Conv conv = conv(stored, first.output(), second.output());

        assertEquals(List.of(second, conv.lifting(first)), lifted(first, second, conv));
    }

    @Test
    void shouldKeepAnUpThatIsAllThereIsToRead() {
        Operation.Conv conv = conv(first.output());

        assertEquals(List.of(first, conv), lifted(first, conv));
    }

    @Test
    void shouldKeepAnUpWithTwoReaders() {
        Operation.Conv one = conv(stored, first.output());
        Operation.Conv other = conv(stored, first.output());

        assertEquals(List.of(first, one, other), lifted(first, one, other));
    }

    @Test
    void shouldKeepAnUpThatIsReadTwiceByOne() {
        Operation.Conv conv = conv(stored, first.output(), first.output());

        assertEquals(List.of(first, conv), lifted(first, conv));
    }

    @Test
    void shouldKeepWhatTheKernelsCannotLift() {
        Operation.Conv conv = conv(stored, first.output());

        assertEquals(List.of(first, conv), Lifting.apply(List.of(first, conv), new Fusions() {}));
    }

    private static List<Operation> lifted(Operation... operations) {
        return Lifting.apply(List.of(operations), new Fusions() {
            @Override
            public boolean canLift(Operation.Up up, Operation.Conv conv) {
                return true;
            }
        });
    }

    private static Operation.Up up(String name) {
        List<Source> inputs = List.of(Source.stored(new TensorBuffer(1, COARSE), 0));
        UpWeights weights = new UpWeights(1, 1, 8, new float[8], new BitSet(), null);
        return new Operation.Up(name, inputs, new TensorBuffer(1, FINE), weights, Size3.cube(2));
    }

    private static Operation.Conv conv(TensorBuffer... buffers) {
        List<Source> inputs = new ArrayList<>();
        for (TensorBuffer buffer : buffers) {
            inputs.add(Source.stored(buffer, 0));
        }
        ConvWeights weights = new ConvWeights(1, inputs.size(), 3, 3, new float[9 * inputs.size()], new BitSet(), null);
        return new Operation.Conv("conv", inputs, new TensorBuffer(1, FINE), weights, Size3.cube(1), Optional.empty());
    }
}
