package org.e2enet.pacs.routing;

import java.util.List;
import java.util.regex.Pattern;
import org.e2enet.dicom.exchange.ResultKind;

/**
 * Where a series goes.
 *
 * @param name for events and metrics
 * @param dataset whose channel and labels it has; one channel
 * @param alias of the model
 * @param outputs what is written; left out, a SEG
 * @param destinations names in the archive's own settings (Orthanc: DicomModalities) to which it sends results on
 */
public record Route(
        String name, Match match, String dataset, String alias, List<ResultKind> outputs, List<String> destinations) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,119}");

    public Route {
        requireName(name, "name");
        requireName(dataset, "dataset");
        requireName(alias, "alias");
        if (match == null) {
            throw new IllegalArgumentException("match must be there; {} takes every series");
        }
        outputs = outputs == null || outputs.isEmpty() ? List.of(ResultKind.SEG) : List.copyOf(outputs);
        destinations = destinations == null ? List.of() : List.copyOf(destinations);
        destinations.forEach(destination -> requireName(destination, "destinations"));
    }

    private static void requireName(String value, String field) {
        if (value == null || !NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    field + " must be 1 to 120 letters, digits, '.', '_' or '-', and start with a letter or digit");
        }
    }
}
