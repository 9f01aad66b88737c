package org.e2enet.infer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.ScanDeletion;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.quality.QualityReference;
import org.e2enet.contract.quality.Range;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.testkit.KafkaAndStore;
import org.junit.jupiter.api.Test;

/** What is told of a prediction besides its labels. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class QualityIT extends RunningInfer {
    private static final List<Double> ANY_PERCENTILES =
            IntStream.rangeClosed(0, 100).mapToObj(n -> -2.5 + n / 20.0).toList();

    @Test
    void shouldFlagWhatIsUnusualForTheModelInEventRestAndMetrics() {
        world.scan("quality-1", EXTENT);
        promote("quality", model("quality-m", 1));
        // It marks everything with class 1: class 2 is missed, and the first is larger than it ever was.
        world.refer("quality-m", reference(Map.of("volume.1", new Range(0.1, 0.2), "volume.2", new Range(0.0, 9.0))));

        send(new PredictionRequested("quality-1", "quality"));

        PredictionCompleted done = awaitCompleted("quality-1", 1).getFirst();
        assertTrue(done.quality().judged());
        assertEquals(
                List.of("volume.1"),
                done.quality().findings().stream().map(it -> it.measure()).toList());
        assertTrue(done.quality().measures().get("volume.1") > 0.2);
        assertTrue(
                done.provenance().flags().contains("unusual-volume"),
                done.provenance().flags()::toString);
        given().get("/predictions/" + done.predictionId())
                .then()
                .body("result.quality.findings[0].measure", equalTo("volume.1"))
                .body("result.quality.findings[0].high", equalTo(0.2f));
        given().get("/q/metrics")
                .then()
                .body(containsString("e2enet_prediction_flags_total{flag=\"unusual-volume\"}"))
                .body(containsString("e2enet_intensity_stability{channel=\"0\",model=\"quality-m\"}"))
                .body(containsString("e2enet_intensity_scans{model=\"quality-m\"}"));
        given().get("/drift").then().body("find { it.modelId == 'quality-m' }.scans", equalTo(1));
    }

    @Test
    void shouldSayThatAModelWithoutReferenceIsNotJudged() {
        world.scan("unjudged-1", EXTENT);
        promote("unjudged", model("unjudged-m", 1));
        send(new PredictionRequested("unjudged-1", "unjudged"));
        PredictionCompleted done = awaitCompleted("unjudged-1", 1).getFirst();
        assertFalse(done.quality().judged());
        assertTrue(done.provenance().flags().stream().noneMatch(flag -> flag.startsWith("unusual")));
    }

    @Test
    void shouldWriteMapsOnTheScansGridWhereTheyAreAskedForAndDeleteThemWithIt() {
        world.scan("maps-1", EXTENT);
        promote("maps", model("maps-m", 1));
        String plain = requested(Map.of("scanId", "maps-1", "alias", "maps"));
        String mapped =
                requested(Map.of("scanId", "maps-1", "alias", "maps", "maps", List.of("uncertainty", "probabilities")));
        assertNotEquals(plain, mapped);
        awaitState(plain, "completed");
        awaitState(mapped, "completed");
        Catalogue catalogue = new Catalogue(world.store());
        assertTrue(catalogue.predictions().find(plain).orElseThrow().maps().isEmpty());
        PredictionCompleted done = catalogue.predictions().find(mapped).orElseThrow();
        assertEquals(
                Set.of("uncertainty", "probability-0", "probability-1", "probability-2"),
                done.maps().keySet());
        Volume probability = map(mapped, "probability-1");
        assertEquals(World.geometry(EXTENT).placement(), probability.geometry().placement());
        Volume uncertainty = map(mapped, "uncertainty");
        int middle = EXTENT.offset(10, 12, 14);
        // Of logits 9, 0 and 0.
        assertEquals(0.9998, probability.channel(0)[middle], 1.0 / 255);
        assertEquals(0, uncertainty.channel(0)[middle], 2.0 / 255);

        new ScanDeletion(catalogue, world.store()).delete("maps-1");
        List<String> left = new ArrayList<>();
        done.maps().forEach((name, map) -> {
            if (world.store().contains(map)) {
                left.add(name);
            }
        });
        assertEquals(List.of(), left);
    }

    private static Volume map(String predictionId, String name) {
        byte[] file = given().get("/predictions/" + predictionId + "/maps/" + name)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        return new NiftiReader(ReadLimits.SINGLE_CHANNEL).readImage(new ByteArrayInputStream(file), file.length, name);
    }

    private static QualityReference reference(Map<String, Range> ranges) {
        return new QualityReference(5, List.of(ANY_PERCENTILES), ranges);
    }

    private static String requested(Map<String, Object> request) {
        return given().contentType(ContentType.JSON)
                .body(request)
                .post("/predictions")
                .then()
                .statusCode(202)
                .extract()
                .path("predictionId");
    }
}
