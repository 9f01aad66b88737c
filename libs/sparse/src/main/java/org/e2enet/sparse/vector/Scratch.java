package org.e2enet.sparse.vector;

/** How kernels use their thread's scratch array. */
final class Scratch {
    /**
     * First float used: with the 16 bytes before an array's elements it begins a cache line wherever arrays begin at
     * multiples of 64 bytes, which {@code -XX:ObjectAlignmentInBytes=64} promises. Elsewhere most vectors lie across two
     * lines, which costs 4 to 9 % of a forward.
     */
    static final int BASE = 12;

    /** Where {@link SourceRows#fetch} leaves its sum: below the first float used. */
    static final int FETCHED = 0;

    private Scratch() {}
}
