package org.e2enet.edge.audit;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.AuditRecorded;
import org.e2enet.contract.AuditTrail;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.Test;

/** What is done leaves a record, also while the broker is away; what can leave none is not done. */
@QuarkusTest
@WithTestResource(
        value = KafkaAndStore.class,
        initArgs = {
            @ResourceArg(name = "edge.send-timeout", value = "1s"),
            @ResourceArg(name = "edge.broker-probe", value = "1s"),
            @ResourceArg(name = "audit.enabled", value = "true"),
            @ResourceArg(name = "audit.spool", value = "5")
        })
class AuditIT {
    private static final Duration PATIENCE = Patience.LONG;

    @Inject
    AuditTopic topic;

    @Inject
    Catalogue catalogue;

    @Inject
    Auditor auditor;

    Runnable stopBroker;
    Runnable startBroker;

    @Test
    void shouldRecordWhatWasDoneTriedAndFailedAndLoseNothingWhileTheBrokerIsAway() {
        // Each is awaited: a record is made when an answer has gone, and the next call may come before.
        put(200);
        awaitRecords(1);
        given().contentType(ContentType.JSON).put("/scans/DOE-JOHN").then().statusCode(404);
        awaitRecords(2);
        given().header("Origin", "https://elsewhere.example")
                .body("{}")
                .put("/tiny")
                .then()
                .statusCode(403);
        awaitRecords(3);
        given().get("/tiny").then().statusCode(200);
        auditor.record("removed by the rule", List.of("scan 0123"));
        awaitRecords(4);
        List<AuditRecorded> records = records();
        assertEquals(
                List.of("done 200", "refused 404", "refused 403", "done null"),
                records.stream()
                        .map(record -> record.outcome() + " " + record.status())
                        .toList());
        assertEquals("PUT /tiny", records.getFirst().action());
        assertEquals("removed by the rule", records.getLast().action());
        assertTrue(records.stream().noneMatch(record -> record.action().contains("DOE")), records::toString);
        assertEquals("anonymous", records.getFirst().who());
        assertEquals("127.0.0.1", records.getFirst().from());
        assertEquals("service", records.getLast().who());

        stopBroker.run();
        await().atMost(PATIENCE).until(() -> given().get("/q/health/ready").statusCode() == 503);
        for (int n = 0; n < 5; n++) {
            put(200);
        }
        await().atMost(PATIENCE).until(() -> auditor.waiting() == 5);
        put(503);
        given().get("/q/health/ready").then().body("checks.find { it.name == 'audit' }.data.code", equalTo("EDG-204"));
        given().get("/tiny").then().statusCode(200);
        await().atMost(PATIENCE)
                .until(() -> catalogue.auditDesk().left("tiny-service", "none").size() >= 5);
        startBroker.run();

        await().atMost(PATIENCE).until(() -> auditor.waiting() == 0);
        put(200);
        awaitRecords(10);
        await().atMost(PATIENCE)
                .until(() -> catalogue.auditDesk().left("tiny-service", "none").isEmpty());
        AuditTrail trail = new AuditTrail();
        records().forEach(trail::add);
        assertEquals(List.of(), trail.breaks(catalogue.auditDesk().heads()));
    }

    private static void put(int status) {
        given().contentType(ContentType.JSON).body("{}").put("/tiny").then().statusCode(status);
    }

    private void awaitRecords(int count) {
        await().atMost(PATIENCE).until(() -> records().size() == count);
    }

    private List<AuditRecorded> records() {
        // One that was confirmed too late is sent again.
        return topic.read(0, 0, 1_000).stream()
                .map(AuditTopic.Placed::record)
                .distinct()
                .toList();
    }
}
