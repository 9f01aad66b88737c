package org.e2enet.edge.audit;

import java.util.Set;

/** Words that stand for themselves in the services' paths. One that is missing here is written down as a hash where a call was refused. */
final class PathWords {
    private static final Set<String> WORDS = Set.of(
            "aliases",
            "api",
            "archives",
            "audit",
            "compare",
            "datasets",
            "deliver",
            "dicom",
            "dismiss",
            "drift",
            "folds",
            "history",
            "hold",
            "hooks",
            "images",
            "infer",
            "ingest",
            "keys",
            "labelled",
            "labels",
            "letters",
            "maps",
            "metrics",
            "model",
            "models",
            "monailabel",
            "paper",
            "predictions",
            "provenance",
            "published",
            "ranks",
            "replay",
            "requests",
            "rescore",
            "retention",
            "revisions",
            "rollback",
            "routes",
            "scans",
            "scores",
            "seg",
            "segmentation",
            "series",
            "statement",
            "sweep",
            "topology",
            "train",
            "trainings",
            "views",
            "weights",
            "datastore",
            "image",
            "label",
            "info",
            "batch",
            "activelearning");

    private PathWords() {}

    static boolean isOne(String segment) {
        return WORDS.contains(segment);
    }
}
