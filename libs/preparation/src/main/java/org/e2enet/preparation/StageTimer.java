package org.e2enet.preparation;

import java.util.function.Supplier;

/** Does the steps of a preparation and may time them: {@code read}, {@code fingerprint}, {@code prepare}, {@code store}. */
public interface StageTimer {
    /** Times nothing. */
    StageTimer NONE = new StageTimer() {
        @Override
        public <T> T time(String stage, Supplier<T> step) {
            return step.get();
        }
    };

    /** Does a step and answers its result. */
    <T> T time(String stage, Supplier<T> step);
}
