package org.e2enet.pacs.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.e2enet.faults.FaultException;
import org.e2enet.pacs.FakeArchive;
import org.e2enet.pacs.archive.Archive;
import org.e2enet.pacs.series.Sighting;
import org.e2enet.pacs.series.Sightings;
import org.e2enet.pacs.vault.Vault;
import org.e2enet.pacs.vault.VaultFolder;
import org.e2enet.testkit.MadeSeries;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedTest {
    private static final Duration LIMIT = Patience.LONG;
    private static final Duration PATIENCE = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final FakeArchive fake = new FakeArchive();
    private Vault vault;
    private Sightings sightings;
    private VaultFolder<Cursor> cursors;

    @BeforeEach
    void open() {
        vault = new Vault(folder.resolve("vault"), folder.resolve("key"));
        sightings = new Sightings(vault);
        cursors = vault.folder("cursors", Cursor.class, Cursor::archive);
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void shouldTellOfStableSeriesAtOnceAndOfNewOnesLater() {
        Feed feed = orthanc(false);
        feed.poll();
        MadeSeries stable = MadeSeries.named("a");
        fake.receive(stable);
        fake.receiveOnly(MadeSeries.named("b"));

        feed.poll();

        assertEquals(2, sightings.count());
        assertEquals(1, due().size());
        assertEquals(stable.seriesUid(), due().getFirst().resource());
    }

    @Test
    void shouldGoOnAfterAStartWhereItWas() {
        orthanc(true).poll();
        fake.receive(MadeSeries.named("while-away"));

        Feed next = orthanc(false);
        next.poll();

        assertEquals(1, due().size());
        assertEquals(2, next.position());
    }

    @Test
    void shouldLeaveAloneWhatWasThereAtTheFirstStart() {
        fake.receive(MadeSeries.named("old"));

        orthanc(false).poll();

        assertEquals(0, sightings.count());
    }

    @Test
    void shouldRouteWhatWasThereWhenAskedTo() {
        fake.receive(MadeSeries.named("old"));

        orthanc(true).poll();

        assertEquals(1, due().size());
    }

    @Test
    void shouldStartOverWhenTheArchiveWasEmptied() {
        fake.receive(MadeSeries.named("a"));
        fake.receive(MadeSeries.named("b"));
        Feed feed = orthanc(false);
        feed.poll();
        fake.forget();
        fake.receiveOnly(MadeSeries.named("c"));

        feed.poll();
        feed.poll();

        assertEquals(
                List.of(MadeSeries.named("c").seriesUid()),
                sightings.all().stream().map(Sighting::resource).toList());
    }

    @Test
    void shouldKeepItsPlaceWhenTheArchiveFails() {
        Feed feed = orthanc(false);
        feed.poll();
        fake.receive(MadeSeries.named("a"));
        fake.fail(500, 1, call -> call.contains("/changes"));

        assertEquals(
                "DCM-411",
                assertThrows(FaultException.class, feed::poll).fault().code());
        feed.poll();

        assertEquals(1, due().size());
    }

    @Test
    void shouldCountInstancesUntilTheyStayTheSameWhereThereAreNoChanges() {
        MadeSeries series = MadeSeries.named("counted").of(5);
        Feed feed = dicomWeb(Duration.ZERO, false);
        feed.poll();
        fake.receiveOnly(series.of(3));
        feed.poll();
        assertEquals(0, sightings.count(), "it may still grow");
        fake.receiveOnly(series);
        feed.poll();
        assertEquals(0, sightings.count(), "it has grown");

        feed.poll();
        feed.poll();

        assertEquals(1, sightings.count());
        assertEquals(series.seriesUid(), sightings.all().getFirst().uids().series());
        assertEquals(0, sightings.all().getFirst().news(), "told once");
    }

    @Test
    void shouldTellAgainOfASeriesThatGrewLater() {
        Feed feed = dicomWeb(Duration.ZERO, true);
        fake.receiveOnly(MadeSeries.named("g").of(4));
        feed.poll();
        feed.poll();
        fake.receiveOnly(MadeSeries.named("g").of(6));
        feed.poll();

        Feed afterAStart = dicomWeb(Duration.ZERO, false);
        afterAStart.poll();

        assertEquals(1, sightings.all().getFirst().news());
    }

    private List<Sighting> due() {
        return sightings.all().stream()
                .filter(sighting -> !sighting.due().isAfter(Instant.now()))
                .toList();
    }

    private Feed orthanc(boolean fromBeginning) {
        Archive archive = Archive.orthanc("main", fake.address(), Optional.empty(), LIMIT, LIMIT);
        return new OrthancFeed(archive, fromBeginning, PATIENCE, sightings, cursors);
    }

    private Feed dicomWeb(Duration stable, boolean fromBeginning) {
        Archive archive =
                Archive.dicomWeb("main", fake.address().resolve("/dicom-web"), Optional.empty(), LIMIT, LIMIT);
        return new QidoFeed(archive, fromBeginning, stable, 2, sightings, cursors, vault.key());
    }
}
