package org.e2enet.training.data;

import java.util.List;

/** Where cases come from. Thread-safe; loading the same id twice gives the same case. */
public interface CaseSource {
    List<String> ids();

    TrainingCase load(String id);

    default boolean isEmpty() {
        return ids().isEmpty();
    }
}
