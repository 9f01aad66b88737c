package org.e2enet.console.gateway;

import static org.e2enet.console.config.Behind.DICOM;
import static org.e2enet.console.config.Behind.INFER;
import static org.e2enet.console.config.Behind.INGEST;
import static org.e2enet.console.config.Behind.METRICS;
import static org.e2enet.console.config.Behind.TRAIN;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.e2enet.console.config.Behind;

/** What is passed on to each service: method and path, {@code *} for one segment. All else ends here. */
final class Passages {
    private static final Map<Behind, List<String>> PASSED = Map.of(
            INGEST,
            List.of(
                    "GET /datasets",
                    "GET /datasets/*",
                    "PUT /datasets/*",
                    "GET /datasets/*/scans",
                    "POST /datasets/*/scans",
                    "GET /datasets/*/labelled",
                    "GET /scans/*",
                    "DELETE /scans/*",
                    "PUT /scans/*/labels",
                    "GET /scans/*/labels",
                    "GET /scans/*/images/*"),
            TRAIN,
            List.of(
                    "GET /trainings",
                    "POST /trainings",
                    "GET /trainings/*",
                    "DELETE /trainings/*",
                    "GET /trainings/*/requests",
                    "GET /trainings/*/folds/*/history",
                    "GET /trainings/*/folds/*/model",
                    "GET /trainings/*/folds/*/topology",
                    "PUT /aliases/*",
                    "POST /aliases/*/rollback",
                    "GET /aliases/*/history"),
            INFER,
            List.of(
                    "GET /models",
                    "GET /models/*",
                    "DELETE /models/*",
                    "GET /models/*/weights",
                    "GET /aliases",
                    "GET /aliases/*",
                    "GET /predictions",
                    "POST /predictions",
                    "GET /predictions/*",
                    "DELETE /predictions/*",
                    "GET /predictions/*/segmentation",
                    "GET /predictions/*/maps/*",
                    "GET /predictions/*/statement",
                    "GET /provenance/keys",
                    "GET /drift"),
            METRICS,
            List.of(
                    "GET /models",
                    "GET /models/*/history",
                    "GET /scores",
                    "GET /scores/*",
                    "GET /scores/*/revisions",
                    "GET /datasets/*/compare",
                    "GET /datasets/*/sweep",
                    "GET /datasets/*/ranks",
                    "GET /paper",
                    "GET /paper/*"),
            DICOM,
            List.of(
                    "GET /archives",
                    "GET /routes",
                    "GET /series",
                    "GET /series/*",
                    "POST /series/*/deliver",
                    "POST /dicom/series"));

    private static final Map<Behind, List<Pattern>> FORMS = PASSED.entrySet().stream()
            .collect(Collectors.toMap(
                    Map.Entry::getKey,
                    passed -> passed.getValue().stream().map(Passages::form).toList()));

    private Passages() {}

    /** @param path of the service, with a slash before, without dot segments */
    static boolean isOpen(Behind service, String method, String path) {
        String call = method + " " + path;
        return FORMS.get(service).stream().anyMatch(form -> form.matcher(call).matches());
    }

    private static Pattern form(String passed) {
        return Pattern.compile(
                Arrays.stream(passed.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]+")));
    }
}
