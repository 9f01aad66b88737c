package org.e2enet.pacs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.testkit.MadeSeries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service, killed as by {@code kill -9} while several series are under way. */
class KilledDicomIT {
    private static final int SERIES = 6;

    @TempDir
    private Path folder;

    @Test
    void shouldDeliverEveryResultOnceWhateverItWasDoingWhenItWasKilled() throws Exception {
        long seed = System.nanoTime();
        int storedBefore = new Random(seed).nextInt(1, SERIES - 1);
        try (World world = new World(folder)) {
            List<MadeSeries> series = new ArrayList<>();
            for (int n = 0; n < SERIES; n++) {
                series.add(MadeSeries.named("killed-" + n));
            }
            try (DicomProcess first = world.start()) {
                series.subList(0, SERIES / 2).forEach(world.archive::receive);
                world.awaitUpload(series.getFirst());
                first.kill();
            }
            // What comes while it is away is found afterwards.
            series.subList(SERIES / 2, SERIES).forEach(world.archive::receive);
            List<PredictionCompleted> predictions = new ArrayList<>();
            try (DicomProcess second = world.start()) {
                for (MadeSeries one : series) {
                    predictions.add(world.prediction(world.awaitUpload(one)));
                }
                // Some results are stored, but the service does not live to write that down.
                predictions.forEach(world::send);
                Awaitility.await()
                        .atMost(World.PATIENCE)
                        .until(() -> world.archive.stored().size() >= storedBefore);
                second.kill();
            }
            try (DicomProcess third = world.start()) {
                // As ingest- and infer-service do when a scan is handed in again.
                predictions.forEach(world::send);
                for (MadeSeries one : series) {
                    Path own = Files.createTempDirectory(folder, "results");
                    Awaitility.await()
                            .atMost(World.PATIENCE)
                            .until(() -> world.archive.resultsOf(one, own).size() == 1);
                }
                Awaitility.await().atMost(World.PATIENCE).until(() -> delivered(third) == SERIES);
            }
            assertEquals(SERIES, world.archive.results().size(), "seed " + seed);
        }
    }

    @Test
    void shouldFollowAnArchiveThatIsNoOrthanc() throws IOException {
        try (World world = new World(folder);
                DicomProcess service = world.start(Map.of(
                        "DICOM_ARCHIVES_MAIN_URL", world.archive.address() + "/dicom-web",
                        "DICOM_ARCHIVES_MAIN_KIND", "dicomweb",
                        "DICOM_ARCHIVES_MAIN_STABLE", "500ms"))) {
            Awaitility.await()
                    .atMost(World.PATIENCE)
                    .until(() -> service.json("/archives").path(0).has("position"));
            MadeSeries series = MadeSeries.named("by-qido");
            world.archive.receiveOnly(series);

            world.complete(world.awaitUpload(series));

            Path own = Files.createTempDirectory(folder, "results");
            Awaitility.await()
                    .atMost(World.PATIENCE)
                    .until(() -> world.archive.resultsOf(series, own).size() == 1);
        }
    }

    private static long delivered(DicomProcess service) throws IOException {
        return service.json("/series?state=delivered").size();
    }
}
