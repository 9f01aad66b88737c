package org.e2enet.scoring.statistics;

/** How statistics are taken unless somebody asks otherwise: settings and options have their defaults from here. */
public final class Defaults {
    /** Of significance, for tests and what they cannot show. */
    public static final double LEVEL = 0.05;

    /** Share of resampled means within an {@link Interval}. */
    public static final double CONFIDENCE = 0.95;

    /** Means drawn for an {@link Interval}. */
    public static final int RESAMPLES = 2000;

    /** What the draws of an {@link Interval} begin with. */
    public static final long SEED = 20_230_000;

    private Defaults() {}
}
