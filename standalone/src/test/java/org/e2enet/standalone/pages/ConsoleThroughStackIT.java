package org.e2enet.standalone.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.e2enet.client.Waiting;
import org.e2enet.contract.DirectionShares;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.ReplayedTopology;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.Topic;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.formats.ScanReader;
import org.e2enet.imaging.formats.ScanWriter;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.checkpoint.ModelTensors;
import org.e2enet.network.topology.ConnectionDirections;
import org.e2enet.network.topology.FusionNode;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.standalone.stack.StackRecords;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.browser.Chromium;
import org.e2enet.testkit.browser.Visit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What people do in the console, with every service behind it real. */
@Tag("peers")
@ExtendWith(Chromium.class)
class ConsoleThroughStackIT {
    private static final Path UNSEEN = SmallStack.SAMPLES.resolve("imagesTs/right_mirrored_0000.nii.gz");
    private static final Path UNSEEN_TRUTH = SmallStack.SAMPLES.resolve("labelsTs/right_mirrored.nii.gz");

    private static final String RUN = "grown";
    private static final Pattern TOLD = Pattern.compile("update (\\d+), step ([^:]+):");

    @TempDir
    private static Path folder;

    private static SmallStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = SmallStack.start(folder);
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void anUploadedScanIsSeenInEveryTabAndShownAsItWasSegmented(Browser browser) throws Exception {
        try (Visit visit = Visit.of(browser, stack.console(), "scans")) {
            Page page = visit.page();
            Page other = visit.tab("scans");
            mark(page);
            mark(other);
            choose(page);
            page.locator("select[name=predictWith]").selectOption(SmallStack.ALIAS);
            page.locator("input[name=images]").setInputFiles(UNSEEN);

            assertThat(page.locator(".uploads li[data-state=normalized]")).isVisible();
            String scanId = page.locator(".uploads li a").getAttribute("title");
            for (Page tab : List.of(page, other)) {
                Locator row = tab.locator("tr[data-scan='%s']".formatted(scanId));
                assertThat(row).containsText("ready");
                assertThat(row.locator("td").last()).hasText("1");
                assertTrue(isSame(tab));
            }

            page.locator("tr[data-scan='%s'] a".formatted(scanId)).click();
            JsonNode prediction =
                    stack.view("/api/views/scans/" + scanId).path("predictions").path(0);
            assertShown(page, prediction.path("predictionId").asText());
            assertTrue(isSame(page));
            assertEquals(List.of(), visit.complaints());
            assertEquals(List.of(), visit.strangers());

            stack.ingest().delete(scanId);
            assertThat(other.locator("tr[data-scan='%s']".formatted(scanId))).hasCount(0);
        }
    }

    /** The picture is drawn, and millilitres are those of the file that the service wrote. */
    private static void assertShown(Page page, String predictionId) throws IOException, InterruptedException {
        Path file = stack.download(
                "/api/infer/predictions/" + predictionId + "/segmentation", folder.resolve("shown.nii.gz"));
        LabelVolume labels = new ScanReader(ReadLimits.SINGLE_CHANNEL).readLabels(file, "segmentation");
        double voxelMl = labels.geometry().spacing().voxelVolumeMm3() / 1000;
        int[] counts = new int[Short.MAX_VALUE];
        for (short label : labels.labels()) {
            counts[label]++;
        }
        for (int label = 1; label <= 8; label++) {
            assertThat(page.locator("tr[data-label='%d'] td.number".formatted(label))
                            .first())
                    .hasText(fixed(counts[label] * voxelMl));
        }
        page.locator("input[value=segmentation]").check();
        page.waitForFunction("""
                () => [...document.querySelectorAll('slice-pane canvas')].every(canvas => {
                  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                  return new Set(new Uint32Array(data.buffer)).size > 20;
                })""");
    }

    @Test
    void aTruthThatIsCorrectedMeanwhileIsShown(Browser browser) throws Exception {
        String scanId = bringIn(SmallStack.SAMPLES.resolve("imagesTr/left_0000.nii.gz"));
        LabelVolume truth = new ScanReader(ReadLimits.SINGLE_CHANNEL)
                .readLabels(SmallStack.SAMPLES.resolve("labelsTr/left.nii.gz"), "truth");
        short[] without = truth.labels().clone();
        for (int n = 0; n < without.length; n++) {
            without[n] = without[n] == 1 ? 0 : without[n];
        }
        Path mistaken = folder.resolve("mistaken.nii.gz");
        ScanWriter.write(new LabelVolume(truth.geometry(), without), mistaken);
        try (Visit visit = Visit.of(browser, stack.console(), "scans/" + scanId)) {
            Locator ml = visit.page().locator("tr[data-label='1'] td.number").first();
            assertThat(ml).hasText("–");
            mark(visit.page());
            stack.ingest().label(scanId, mistaken);
            assertThat(ml).hasText("0.0");
            stack.ingest().label(scanId, SmallStack.SAMPLES.resolve("labelsTr/left.nii.gz"));
            assertThat(ml).not().hasText("0.0");
            assertTrue(isSame(visit.page()));
        } finally {
            stack.ingest().delete(scanId);
        }
    }

    @Test
    void aModelThatFailsItsProbeIsRefusedInSightAndRolledBack(Browser browser) throws Exception {
        try (Visit visit = Visit.of(browser, stack.console(), "models")) {
            Page page = visit.page();
            Locator card = page.locator("article[data-alias=%s]".formatted(SmallStack.ALIAS));
            assertThat(card).containsText("loaded");
            mark(page);
            String served = stack.infer().alias(SmallStack.ALIAS).modelId();
            String broken = stack.publish(2, 3).modelId();

            page.locator("tr[data-model='%s'] button".formatted(broken)).click();
            page.locator("dialog input[name=alias]").fill(SmallStack.ALIAS);
            sign(page, "thought to be better");
            assertThat(card.locator(".fault")).containsText("INF-104");
            assertThat(card.locator(".fault")).containsText(broken);
            assertThat(card).containsText(served + " serves meanwhile");
            assertEquals(served, servedModel());

            card.locator("button:has-text('Roll back')").click();
            sign(page, "its probe was refused");
            assertThat(card.locator("dd").first()).hasText(served);
            assertThat(card.locator(".fault")).hasCount(0);
            assertThat(card.locator("tbody tr").first()).containsText("rolled back to " + served);
            assertThat(card.locator("tbody tr").first()).containsText("A. Radiologist");
            assertThat(card.locator("tbody tr").first()).containsText("its probe was refused");
            assertEquals(served, stack.infer().alias(SmallStack.ALIAS).modelId());
            assertTrue(isSame(page));
        }
    }

    private static String servedModel() throws InterruptedException {
        return stack.infer().served().stream()
                .filter(served -> served.alias().equals(SmallStack.ALIAS))
                .findFirst()
                .orElseThrow()
                .modelId();
    }

    private static void sign(Page page, String reason) {
        page.locator("dialog input[name=by]").fill("A. Radiologist");
        page.locator("dialog input[name=reason]").fill(reason);
        page.locator("dialog button.main").click();
        assertThat(page.locator("dialog")).hasCount(0);
    }

    /** It goes on until the page stops it, so that there is something to see grow however slow the browser is. */
    @Test
    void aTrainingGrowsInSightAndItsTopologyEndsAsItIsReplayed(Browser browser) throws Exception {
        String scanId = stack.ingest()
                .upload(
                        SmallStack.DATASET,
                        List.of(SmallStack.SAMPLES.resolve("imagesTr/left_0000.nii.gz")),
                        Optional.of(SmallStack.SAMPLES.resolve("labelsTr/left.nii.gz")))
                .scanId();
        stack.ingest().awaitEnd(scanId, Waiting.upTo(Patience.LONG));
        Recipe recipe = Recipe.quick(10_000, 5, 1).withEvolution(Evolution.every(10));
        try (Visit visit = Visit.of(browser, stack.console(), "training")) {
            Page page = visit.page();
            assertThat(page.locator("main")).containsText("No training yet");
            mark(page);
            stack.train()
                    .request(new TrainingRequested(
                            RUN, 0, 1, SmallStack.DATASET, List.of(scanId), List.of(), stack.plan(), recipe, null));
            page.locator("tr[data-run=%s] a".formatted(RUN)).click();
            assertThat(page.locator("run-curves canvas").first()).isVisible();
            awaitUpdate(page, 2);
            assertTrue(isSame(page));

            page.reload();
            assertThat(page.locator("run-curves canvas").first()).isVisible();
            mark(page);
            int update = awaitUpdate(page, 2);
            awaitUpdate(page, update + 2);
            page.locator("button:has-text('Stop')").click();
            page.locator("dialog button.danger").click();
            assertThat(page.locator(".head .state")).hasText("cancelled");

            ReplayedTopology replayed = stack.train().topology(RUN, 0, null, null);
            awaitUpdate(page, replayed.updates());
            assertEquals(List.of(replayed.updates(), replayed.updateIteration()), told(page));
            assertNodes(page);
            assertTrue(isSame(page));
        } finally {
            stack.ingest().delete(scanId);
        }
    }

    /** The table's shares against those counted from the replayed masks. */
    private static void assertNodes(Page page) throws IOException, InterruptedException {
        Path masks = folder.resolve("masks.safetensors");
        stack.train().masks(RUN, 0, null, null, masks);
        Topology topology;
        try (SafetensorsFile file = SafetensorsFile.open(masks)) {
            topology = ModelTensors.topology(file);
        }
        List<DirectionShares> shares = new ArrayList<>();
        new ConnectionDirections(Architectures.graph(stack.plan()))
                .proportions(topology)
                .forEach((name, of) -> shares.add(new DirectionShares(name, of.forward(), of.upward(), of.downward())));
        for (FusionNode node : FusionNode.of(shares)) {
            Locator row = page.locator("tr[data-node='%s']".formatted(node.label()));
            assertThat(row.locator(".forward")).hasText(share(node.forward()));
            assertThat(row.locator(".upward")).hasText(share(node.upward()));
            assertThat(row.locator(".downward")).hasText(share(node.downward()));
        }
    }

    private static String share(double share) {
        return share > 0 ? fixed(100 * share) + " %" : "–";
    }

    /** As a browser rounds: the number itself, not its shortest form. */
    private static String fixed(double value) {
        return new BigDecimal(value).setScale(1, RoundingMode.HALF_UP).toString();
    }

    /** @return the number of the update that is shown, at least the one wanted */
    private static int awaitUpdate(Page page, int least) {
        Awaitility.await("update " + least)
                .atMost(Patience.LONG)
                .until(() -> told(page).stream().findFirst().orElse(-1) >= least);
        return told(page).getFirst();
    }

    /** Update and step that the page tells of; none before there is one. */
    private static List<Integer> told(Page page) {
        Locator output = page.locator("fusion-topology output");
        if (output.count() == 0) {
            return List.of();
        }
        Matcher matcher = TOLD.matcher(output.textContent());
        return matcher.find()
                ? List.of(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2).replaceAll("\\D", "")))
                : List.of();
    }

    /** The cause is a file that is gone; once it is back, the record is replayed by a hand that clicks twice. */
    @Test
    void aLetterThatIsReplayedTwiceHasOneEffect(Browser browser) throws Exception {
        String scanId = bringIn(UNSEEN);
        // Another test may have brought the same scan in, under the same id, and deleted it.
        StackRecords.Raw received = records(Topic.SCANS_RECEIVED, scanId).getLast();
        int announced = records(Topic.SCANS_RECEIVED, scanId).size();
        // A scan's document is there before its event.
        int normalized = Awaitility.await()
                .atMost(Patience.LONG)
                .until(() -> records(Topic.SCANS_NORMALIZED, scanId).size(), count -> count == announced);
        Path image = stored(
                EventJson.read(received.value(), ScanReceived.class).images().getFirst());
        Path tensor = stored(
                EventJson.read(records(Topic.SCANS_NORMALIZED, scanId).getLast().value(), ScanNormalized.class)
                        .normalized());
        byte[] content = Files.readAllBytes(image);
        try (Visit visit = Visit.of(browser, stack.console(), "operations")) {
            Page page = visit.page();
            assertThat(page.locator("main")).containsText("Nothing was put aside");
            Files.delete(image);
            Files.delete(tensor);
            stack.stack().records().send(Topic.SCANS_RECEIVED, List.of(received));
            Locator letter = page.locator("tr[data-letter]");
            assertThat(letter).containsText("STO-103");
            Files.write(image, content);

            String id = letter.getAttribute("data-letter");
            letter.locator("button:has-text('Replay')").dblclick();
            assertThat(page.locator(".note")).containsText("was sent to its topic again");
            Awaitility.await()
                    .atMost(Patience.LONG)
                    .until(() -> records(Topic.SCANS_NORMALIZED, scanId).size() > normalized);
            page.evaluate(
                    "id => fetch(`/letters/${encodeURIComponent(id)}/replay`, { method: 'POST' }).then(answer => answer.text())",
                    id);
            // The record that was sent with its file away, and its replay.
            assertEquals(announced + 2, records(Topic.SCANS_RECEIVED, scanId).size());
            assertEquals(normalized + 1, records(Topic.SCANS_NORMALIZED, scanId).size());
            assertThat(page.locator("main")).containsText("Nothing was put aside");
        } finally {
            stack.ingest().delete(scanId);
        }
    }

    private static List<StackRecords.Raw> records(Topic topic, String key) {
        return stack.stack().records().all(topic).stream()
                .filter(record -> key.equals(record.key()))
                .toList();
    }

    private static Path stored(ObjectRef object) {
        return stack.stack()
                .folder()
                .store()
                .resolve(object.uri().substring(object.uri().indexOf(':') + 1));
    }

    @Test
    void aConsoleThatIsKilledIsMissedAndNothingAfterwards(Browser browser) throws Exception {
        try (Visit visit = Visit.of(browser, stack.console(), "scans")) {
            Page page = visit.page();
            assertThat(page.locator(".line-state")).hasText("live");
            mark(page);
            stack.stack().process(ServiceKind.CONSOLE).destroyForcibly();
            String scanId = bringIn(UNSEEN);
            assertThat(page.locator(".banner")).containsText("No connection to the console");
            assertThat(page.locator("tr[data-scan='%s']".formatted(scanId))).containsText("ready");
            assertThat(page.locator(".banner")).hasCount(0);
            assertTrue(isSame(page));
            stack.ingest().delete(scanId);
        }
    }

    @Test
    void aServiceThatIsKilledIsNamedUntilItIsBack(Browser browser) {
        try (Visit visit = Visit.of(browser, stack.console(), "scans")) {
            Page page = visit.page();
            assertThat(page.locator(".line-state")).hasText("live");
            mark(page);
            ProcessHandle metrics = stack.stack().process(ServiceKind.METRICS);
            metrics.destroyForcibly();
            metrics.onExit().join();
            page.locator("nav a:has-text('Scores')").click();
            assertThat(page.locator(".banner")).containsText("metrics-service does not answer");
            assertThat(page.locator("main .fault")).containsText("CON-201");
            assertThat(page.locator(".banner")).hasCount(0);
            assertThat(page.locator("main .fault")).hasCount(0);
            assertTrue(isSame(page));
        }
    }

    @Test
    void aSlowLineShowsHowFarItIsAndAReloadInTheMiddleLosesNothing(Browser browser) throws Exception {
        String scanId;
        try (Visit visit = Visit.of(browser, stack.console(), "scans")) {
            Page page = visit.page();
            choose(page);
            slow(page, 30_000);
            page.locator("input[name=images]").setInputFiles(UNSEEN);
            assertThat(page.locator(".uploads progress")).isVisible();
            page.waitForFunction("() => { const bar = document.querySelector('.uploads progress');"
                    + " return bar && bar.value > 0 && bar.value < 1; }");
            assertThat(page.locator(".uploads li[data-state=normalized]")).isVisible();
            scanId = page.locator(".uploads li a").getAttribute("title");
        }
        try (Visit visit = Visit.of(browser, stack.console(), "scans/" + scanId)) {
            Page page = visit.page();
            assertThat(page.locator("slice-pane canvas")).hasCount(3);
            slow(page, 30_000);
            page.reload();
            assertThat(page.locator(".loading")).containsText("%");
            page.reload();
            assertThat(page.locator("slice-pane canvas")).hasCount(3);
        } finally {
            stack.ingest().delete(scanId);
        }
    }

    /** @param bytesPerSecond both ways */
    private static void slow(Page page, int bytesPerSecond) {
        CDPSession devtools = page.context().newCDPSession(page);
        JsonObject line = new JsonObject();
        line.addProperty("offline", false);
        line.addProperty("latency", 100);
        line.addProperty("downloadThroughput", bytesPerSecond);
        line.addProperty("uploadThroughput", bytesPerSecond);
        devtools.send("Network.enable");
        devtools.send("Network.emulateNetworkConditions", line);
    }

    private static String bringIn(Path image) throws InterruptedException {
        String scanId = stack.ingest()
                .upload(SmallStack.DATASET, List.of(image), Optional.empty())
                .scanId();
        stack.ingest().awaitEnd(scanId, Waiting.upTo(Patience.LONG));
        return scanId;
    }

    private static void choose(Page page) {
        page.locator("select[name=dataset]").first().selectOption(SmallStack.DATASET);
        assertThat(page.locator(".drop")).containsText("each file is a scan");
    }

    /** A page that was loaded anew has lost its mark. */
    private static void mark(Page page) {
        page.evaluate("() => { window.same = true; }");
    }

    private static boolean isSame(Page page) {
        return Boolean.TRUE.equals(page.evaluate("() => window.same === true"));
    }
}
