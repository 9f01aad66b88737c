package org.e2enet.infer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.ScanDeletion;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.network.checkpoint.ModelTensors;
import org.e2enet.provenance.keys.TrustedKey;
import org.e2enet.provenance.statement.SegmentationPredicate;
import org.e2enet.provenance.statement.SignedStatement;
import org.e2enet.testkit.KafkaAndStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a segmentation's signed statement says is what made it. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class ProvenanceIT extends RunningInfer {
    @TempDir
    Path folder;

    @Test
    void shouldSignWhatMadeEachSegmentation() throws IOException {
        world.scan("proven-1", EXTENT);
        PredictionCompleted done = predict("proven-1", "proven", model("proven-m", 1));

        SignedStatement signed = SignedStatement.verify(statement(done), keys());

        byte[] file = given().get("/predictions/" + done.predictionId() + "/segmentation")
                .asByteArray();
        assertTrue(signed.statement().isOfFile(done.segmentation().sha256()));
        assertTrue(signed.statement()
                .isOfLabels(new NiftiReader(ReadLimits.SINGLE_CHANNEL)
                        .readLabels(new ByteArrayInputStream(file), file.length, "segmentation")
                        .sha256()));
        SegmentationPredicate said = signed.statement().predicate();
        ScanNormalized scan = world.scan("proven-1");
        assertEquals(done.predictionId(), said.predictionId());
        assertEquals(
                new SegmentationPredicate.Scan(
                        "proven-1", List.of(scan.images().getFirst().sha256())),
                said.scan());
        assertEquals(
                new SegmentationPredicate.Preparation(
                        World.WANTED.sha256(), scan.normalized().sha256()),
                said.preparation());
        assertEquals(List.of(stated("proven-m")), said.models());
        assertEquals("fake", said.engine().name());
        assertEquals(0.5, said.engine().step());
        assertEquals(done.provenance().versions(), said.versions());
    }

    @Test
    void shouldNameEveryMemberOfAnEnsemble() throws IOException {
        world.scan("proven-2", EXTENT);
        promote(
                "proven-both",
                new ModelPromoted("proven-both", "proven-e", List.of(model("proven-e0", 1), model("proven-e1", 2))));
        post("proven-2", "proven-both");
        PredictionCompleted done = awaitCompleted("proven-2", 1).getFirst();

        assertEquals(
                List.of(stated("proven-e0"), stated("proven-e1")),
                SignedStatement.verify(statement(done), keys())
                        .statement()
                        .predicate()
                        .models());
    }

    @Test
    void shouldSayOfAnOlderPredictionThatThereIsNoStatement() {
        world.scan("proven-3", EXTENT);
        PredictionCompleted done = predict("proven-3", "proven-old", model("proven-old-m", 1));
        world.store()
                .publish(
                        "predictions/" + done.predictionId() + ".json",
                        EventJson.write(new PredictionCompleted(
                                done.predictionId(),
                                done.scanId(),
                                done.dataset(),
                                done.modelId(),
                                done.alias(),
                                done.segmentation(),
                                done.provenance())));

        given().get("/predictions/" + done.predictionId() + "/statement")
                .then()
                .statusCode(404)
                .body("code", equalTo("INF-213"));
        given().get("/predictions/" + done.predictionId() + "/segmentation")
                .then()
                .statusCode(200);
    }

    @Test
    void shouldMakeALostStatementAgainAndLeaveNoOtherBehind() throws IOException {
        world.scan("proven-4", EXTENT);
        PredictionCompleted first = predict("proven-4", "proven-lost", model("proven-lost-m", 1));
        Files.delete(world.store().localFile(first.statement()));
        given().get("/predictions/" + first.predictionId() + "/statement")
                .then()
                .statusCode(404)
                .body("code", equalTo("INF-210"));

        post("proven-4", "proven-lost");
        PredictionCompleted second = awaitCompleted("proven-4", 2).getLast();

        assertEquals(first.segmentation(), second.segmentation());
        SignedStatement.verify(statement(second), keys());
        assertTrue(world.store().contains(second.statement()));
        new ScanDeletion(new Catalogue(world.store()), world.store()).delete("proven-4");
        assertFalse(world.store().contains(second.statement()), "it leaves with its scan");
    }

    @Test
    void shouldKeepTheKeyToItself() throws IOException {
        String keys = given().get("/provenance/keys")
                .then()
                .statusCode(200)
                .contentType("application/x-pem-file")
                .extract()
                .asString();

        assertTrue(keys.contains("BEGIN PUBLIC KEY"), keys);
        assertFalse(keys.contains("PRIVATE"), keys);
    }

    private SegmentationPredicate.Model stated(String modelId) {
        CheckpointPublished model =
                new Catalogue(world.store()).models().find(modelId).orElseThrow();
        return new SegmentationPredicate.Model(
                modelId,
                model.weights().sha256(),
                ModelTensors.read(world.store().localFile(model.weights()), model.plan())
                        .topology()
                        .sha256(),
                new SegmentationPredicate.Run(
                        model.runId(),
                        model.fold(),
                        model.iteration(),
                        model.kind().name()));
    }

    private PredictionCompleted predict(String scanId, String alias, String modelId) {
        promote(alias, modelId);
        post(scanId, alias);
        return awaitCompleted(scanId, 1).getFirst();
    }

    private static byte[] statement(PredictionCompleted done) {
        return given().get("/predictions/" + done.predictionId() + "/statement")
                .then()
                .statusCode(200)
                .contentType(SignedStatement.MEDIA_TYPE)
                .extract()
                .asByteArray();
    }

    private List<TrustedKey> keys() throws IOException {
        return TrustedKey.read(Files.writeString(
                folder.resolve("keys.pub"), given().get("/provenance/keys").asString()));
    }
}
