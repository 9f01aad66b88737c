package org.e2enet.pacs.routing;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.e2enet.dicom.exchange.ResultKind;

/**
 * Where a series goes.
 *
 * @param name for events and metrics
 * @param match what a series must be; null where {@code channels} say it
 * @param channels what the series of one study must be that make up a scan, in the order of the data set's channels; empty where one
 *     series is a scan
 * @param dataset whose channels and labels it has
 * @param alias of the model
 * @param outputs what is written; left out, a SEG
 * @param destinations names in the archive's own settings (Orthanc: DicomModalities) to which it sends results on
 */
public record Route(
        String name,
        Match match,
        List<Match> channels,
        String dataset,
        String alias,
        List<ResultKind> outputs,
        List<String> destinations) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,119}");

    public Route {
        requireName(name, "name");
        requireName(dataset, "dataset");
        requireName(alias, "alias");
        channels = channels == null ? List.of() : List.copyOf(channels);
        if ((match == null) == channels.isEmpty()) {
            throw new IllegalArgumentException(
                    "match must be there, or channels in its place; a match of {} takes every series");
        }
        if (channels.size() == 1) {
            throw new IllegalArgumentException("channels are two or more; what one series must be is match");
        }
        outputs = outputs == null || outputs.isEmpty() ? List.of(ResultKind.SEG) : List.copyOf(outputs);
        destinations = destinations == null ? List.of() : List.copyOf(destinations);
        destinations.forEach(destination -> requireName(destination, "destinations"));
    }

    /** What the series of a scan must be, by channel. */
    List<Match> wanted() {
        return channels.isEmpty() ? List.of(match) : channels;
    }

    /** How many series make up a scan. */
    public int seriesOfScan() {
        return wanted().size();
    }

    /** The channels that a series can be, counted from 0; none where the route does not take it. */
    public List<Integer> channelsOf(SeenSeries series) {
        return series.isResult()
                ? List.of()
                : IntStream.range(0, seriesOfScan())
                        .filter(channel -> wanted().get(channel).fits(series))
                        .boxed()
                        .toList();
    }

    private static void requireName(String value, String field) {
        if (value == null || !NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    field + " must be 1 to 120 letters, digits, '.', '_' or '-', and start with a letter or digit");
        }
    }
}
