package org.e2enet.train.cases;

import java.util.List;
import java.util.stream.Stream;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.scan.LabelCount;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.graph.Parameter;
import org.e2enet.training.data.BatchPipeline;
import org.e2enet.training.data.ForegroundIndex;

/**
 * How a fold shares the Java heap out: what it needs in any case, and what is left to keep cases in.
 *
 * @param neededBytes batches made ahead, the cases being read, the foreground's index, two copies of the training's state, and what the
 *     engine that trains holds
 * @param usableBytes of the heap
 */
public record TrainingHeap(long neededBytes, long usableBytes) {
    /** Weights and two moments, once in the trainer's copy and once on their way into a checkpoint. */
    private static final int STATE_COPIES = 2 * 3;

    /**
     * @param usableBytes of the heap
     * @param threads that read cases and cut patches
     * @param engineBytes that the trainer holds
     */
    public static TrainingHeap of(
            TrainingRequested request,
            List<ScanNormalized> training,
            List<ScanNormalized> validation,
            long usableBytes,
            int threads,
            long engineBytes) {
        long largestCase = Stream.concat(training.stream(), validation.stream())
                .mapToLong(TrainingHeap::caseBytes)
                .max()
                .orElse(0);
        long patchBytes =
                request.plan().patch().volume() * (Float.BYTES * request.plan().inputChannels() + 1L);
        long batches = (BatchPipeline.AHEAD + threads) * request.recipe().batch() * patchBytes;
        long index = Stream.concat(training.stream(), validation.stream())
                .mapToLong(TrainingHeap::indexBytes)
                .sum();
        long weights = Architectures.graph(request.plan()).parameters().stream()
                .mapToLong(Parameter::elements)
                .sum();
        // The training thread reads validation cases beside those who cut patches.
        long needed =
                (threads + 1) * largestCase + batches + index + STATE_COPIES * Float.BYTES * weights + engineBytes;
        return new TrainingHeap(needed, usableBytes);
    }

    /**
     * Bytes to keep cases in.
     *
     * @param wantedBytes more is never taken
     * @throws org.e2enet.faults.FaultException TRA-112 when the heap is too small for the fold even without a cache
     */
    public long cacheBytes(long wantedBytes) {
        if (neededBytes > usableBytes) {
            throw CaseFaults.heap(neededBytes, usableBytes);
        }
        return Math.min(wantedBytes, usableBytes - neededBytes);
    }

    /** Stored labels may have one byte a voxel where memory has two: six bytes for five at most. */
    private static long caseBytes(ScanNormalized scan) {
        return Math.ceilDiv(6 * scan.normalized().bytes(), 5);
    }

    private static long indexBytes(ScanNormalized scan) {
        return scan.fingerprint().labels().stream()
                .filter(count -> count.label() > 0)
                .mapToLong(LabelCount::voxels)
                .map(ForegroundIndex::bytes)
                .sum();
    }
}
