package org.e2enet.prediction.window;

/** Watches a sliding window run and may end it. Called on the thread that runs the network. */
@FunctionalInterface
public interface WindowProgress {
    /** Nobody watches, nobody cancels. */
    WindowProgress NONE = (done, total) -> {};

    /** A window is done, on every mirror and model. */
    void onWindow(int windowsDone, int windowsTotal);

    /** Asked before every forward: true ends the run with a {@link java.util.concurrent.CancellationException}. */
    default boolean isCancelled() {
        return false;
    }
}
