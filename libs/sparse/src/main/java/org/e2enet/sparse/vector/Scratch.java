package org.e2enet.sparse.vector;

/** How kernels use their thread's scratch array. */
final class Scratch {
    /**
     * First float used: with the 16 bytes before an array's elements it begins a cache line wherever the collector puts
     * large arrays at aligned places.
     */
    static final int BASE = 12;

    private Scratch() {}
}
