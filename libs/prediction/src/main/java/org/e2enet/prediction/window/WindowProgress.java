package org.e2enet.prediction.window;

/** Watches a sliding window run and may end it. Called on the thread that runs the network. */
@FunctionalInterface
public interface WindowProgress {
    /** Nobody watches, nobody cancels. */
    WindowProgress NONE = (done, total) -> true;

    /**
     * A window is done, on every mirror and model.
     *
     * @return false to end the run with a {@link java.util.concurrent.CancellationException}
     */
    boolean proceed(int windowsDone, int windowsTotal);
}
