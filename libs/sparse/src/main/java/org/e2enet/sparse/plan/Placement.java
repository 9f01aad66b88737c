package org.e2enet.sparse.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.e2enet.sparse.memory.TensorBuffer;

/**
 * Gives every buffer a place so that buffers alive at the same time do not overlap: largest first, each at the lowest
 * place that is free for its whole life.
 */
final class Placement {
    private record Life(TensorBuffer buffer, int first, int last) {
        boolean overlaps(Life other) {
            return first <= other.last && other.first <= last;
        }
    }

    private Placement() {}

    /** Places all buffers from {@code start} on and returns the end of the highest one. */
    static long place(List<Operation> operations, long start) {
        List<Life> lives = new ArrayList<>(lives(operations));
        lives.sort(
                Comparator.comparingLong((Life life) -> -life.buffer().floats()).thenComparingInt(Life::first));
        List<Life> placed = new ArrayList<>();
        long end = start;
        for (Life life : lives) {
            long offset = lowestFree(life, placed, start);
            life.buffer().placeAt(offset);
            placed.add(life);
            end = Math.max(end, offset + life.buffer().floats());
        }
        return end;
    }

    private static List<Life> lives(List<Operation> operations) {
        Map<TensorBuffer, Life> lives = new LinkedHashMap<>();
        for (int i = 0; i < operations.size(); i++) {
            int now = i;
            operations.get(i).writes().forEach(buffer -> lives.put(buffer, new Life(buffer, now, now)));
            operations
                    .get(i)
                    .reads()
                    .forEach(source ->
                            lives.compute(source.buffer(), (buffer, life) -> new Life(buffer, life.first(), now)));
        }
        return List.copyOf(lives.values());
    }

    private static long lowestFree(Life life, List<Life> placed, long start) {
        List<TensorBuffer> inTheWay = placed.stream()
                .filter(life::overlaps)
                .map(Life::buffer)
                .sorted(Comparator.comparingLong(TensorBuffer::offset))
                .toList();
        long offset = start;
        for (TensorBuffer other : inTheWay) {
            if (offset + life.buffer().floats() <= other.offset()) {
                return offset;
            }
            offset = Math.max(offset, other.offset() + other.floats());
        }
        return offset;
    }
}
