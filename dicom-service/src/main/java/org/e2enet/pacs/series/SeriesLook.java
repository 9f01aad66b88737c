package org.e2enet.pacs.series;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2enet.pacs.archive.Archive;
import org.e2enet.pacs.archive.Orthanc;
import org.e2enet.pacs.archive.SeriesUids;
import org.e2enet.pacs.routing.Route;
import org.e2enet.pacs.routing.RouteTable;
import org.e2enet.pacs.routing.Routes;
import org.e2enet.pacs.routing.SeenSeries;
import org.e2enet.pacs.vault.Vault;

/**
 * Finds out what a series is that an archive told of, which route takes it, and which other series of its study make up a scan with it.
 * Thread safe.
 */
@Singleton
final class SeriesLook {
    private static final Duration UNTIL_STABLE = Duration.ofSeconds(2);
    private static final Looked GONE = new Looked.PassedOver("gone");

    private final Cases cases;
    private final Routes routes;
    private final Vault vault;

    @Inject
    SeriesLook(Cases cases, Routes routes, Vault vault) {
        this.cases = cases;
        this.routes = routes;
        this.vault = vault;
    }

    /** @throws org.e2enet.faults.FaultException DCM-41x while the archive does not say */
    Looked at(Sighting sighting, Archive archive) {
        Optional<SeriesUids> uids = Optional.ofNullable(sighting.uids());
        if (uids.isEmpty()) {
            Optional<Orthanc.Known> known = archive.orthanc().flatMap(orthanc -> orthanc.series(sighting.resource()));
            if (known.isPresent() && !known.get().stable()) {
                return new Looked.Later(Instant.now().plus(UNTIL_STABLE));
            }
            uids = known.map(Orthanc.Known::uids);
        }
        return uids.flatMap(one ->
                        one.isStudyKnown() ? Optional.of(one) : archive.web().find(one.series()))
                .filter(SeriesUids::areValid)
                .flatMap(one -> present(one, archive))
                .map(told -> route(told, archive))
                .orElse(GONE);
    }

    /** A series where it is now: it may have been given to another study since it was told of. */
    private static Optional<Channel> present(SeriesUids uids, Archive archive) {
        List<String> instances = archive.web().instances(uids);
        return instances.isEmpty()
                ? archive.web()
                        .find(uids.series())
                        .map(elsewhere -> new Channel(elsewhere, archive.web().instances(elsewhere)))
                        .filter(channel -> !channel.instances().isEmpty())
                : Optional.of(new Channel(uids, instances));
    }

    private Looked route(Channel told, Archive archive) {
        String key = key(archive, List.of(told));
        if (cases.find(key).isPresent()) {
            return new Looked.PassedOver("known");
        }
        RouteTable table = routes.table();
        Optional<SeenSeries> seen = see(told, archive, table);
        if (seen.isEmpty()) {
            return GONE;
        }
        Optional<Route> route = table.first(seen.get());
        if (route.isEmpty()) {
            return new Looked.PassedOver(seen.get().isResult() ? "result" : "unrouted");
        }
        return route.get().seriesOfScan() == 1
                ? new Looked.Taken(key, List.of(told), route.get(), Optional.empty())
                : together(told, key, archive, table, route.get());
    }

    /** With the other series of its study; while one is not there yet, that one will be told of and looked at by itself. */
    private Looked together(Channel told, String ownKey, Archive archive, RouteTable table, Route route) {
        List<List<Channel>> fitting = fitting(told, archive, table, route);
        if (fitting.stream().anyMatch(List::isEmpty)) {
            return new Looked.PassedOver("alone");
        }
        List<Channel> channels = fitting.stream().map(List::getFirst).toList();
        boolean clear = fitting.stream().allMatch(found -> found.size() == 1)
                && channels.stream().distinct().count() == channels.size();
        if (!clear) {
            return new Looked.Taken(ownKey, List.of(told), route, Optional.of(ChannelFaults.severalFit(route.name())));
        }
        String key = key(archive, channels);
        return cases.find(key).isPresent()
                ? new Looked.PassedOver("known")
                : new Looked.Taken(key, channels, route, Optional.empty());
    }

    /** The series of the study that fit each channel. */
    private List<List<Channel>> fitting(Channel told, Archive archive, RouteTable table, Route route) {
        List<List<Channel>> fitting = Stream.generate(() -> (List<Channel>) new ArrayList<Channel>())
                .limit(route.seriesOfScan())
                .toList();
        for (SeriesUids uids : archive.web().seriesOf(told.uids().study())) {
            Channel candidate = uids.equals(told.uids())
                    ? told
                    : new Channel(uids, uids.areValid() ? archive.web().instances(uids) : List.of());
            Optional.of(candidate)
                    .filter(channel -> !channel.instances().isEmpty())
                    .flatMap(channel -> see(channel, archive, table))
                    .map(route::channelsOf)
                    .orElse(List.of())
                    .forEach(channel -> fitting.get(channel).add(candidate));
        }
        return fitting;
    }

    /** Empty where it went away meanwhile. */
    private static Optional<SeenSeries> see(Channel series, Archive archive, RouteTable table) {
        String first = series.instances().getFirst();
        return archive.web().attributes(series.uids(), first).map(attributes -> {
            String called = table.asksCalledAet()
                    ? archive.orthanc().map(orthanc -> orthanc.calledAet(first)).orElse("")
                    : "";
            return SeenSeries.of(attributes, series.instances().size(), called);
        });
    }

    /** The same for the same series with the same instances. */
    String key(Archive archive, List<Channel> channels) {
        List<String> words = new ArrayList<>(List.of("series", archive.name()));
        for (Channel channel : channels) {
            words.add(channel.uids().series());
            words.add(channel.digest());
        }
        return vault.key().pseudonym(words.toArray(String[]::new));
    }
}
