package org.e2enet.benchmarks;

/**
 * Memory of the process between two steps, −1 where the system does not tell.
 *
 * @param step of those that count, from 1
 * @param residentMiB Java heap and native libraries together
 * @param nativeMiB what the C library has lent, tensors above all: the Java heap is not in it, nor what was freed and kept
 */
public record MemoryUse(int step, long residentMiB, long nativeMiB) {
    static MemoryUse afterStep(int step) {
        return new MemoryUse(step, ProcessMemory.residentMiB(), ProcessMemory.nativeMiB());
    }
}
