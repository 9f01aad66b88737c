package org.e2enet.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.e2enet.standalone.console.Failures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    private int run(String... arguments) {
        return E2ENet.commandLine()
                .setErr(new PrintWriter(err))
                .setOut(new PrintWriter(out))
                .execute(arguments);
    }

    @Test
    void shouldShowHelpWithAnExampleForEveryCommand() {
        checkHelp(E2ENet.commandLine(), "./e2enet");
    }

    private static void checkHelp(CommandLine parent, String path) {
        for (CommandLine command : parent.getSubcommands().values()) {
            String call = path + " " + command.getCommandName();
            if (call.equals("./e2enet help")) {
                continue;
            }
            String usage = command.getUsageMessage();
            assertTrue(usage.contains(call), () -> call + " has no example");
            boolean isGroup = !command.getSubcommands().isEmpty();
            assertTrue(isGroup || usage.contains("--json"), () -> call + " has no --json");
            checkHelp(command, call);
        }
    }

    @Test
    void shouldEndWithStatus2WhenTheCallIsWrong() {
        assertEquals(2, run("score"));
        assertTrue(err.toString().contains("--truth"), err::toString);
        assertEquals(2, run("no-such-command"));
        assertEquals(2, run("score", "--truth", "/no/such/file", "--prediction", "/no/such/file"));
        assertEquals(2, run());
    }

    @Test
    void shouldNameThePeersAndNetworksThatCanBeMeasured() {
        assertEquals(2, run("bench", "inference", "--peers", "monai/torch"));
        assertTrue(err.toString().contains("nnunet/torch-bf16"), err::toString);
        assertEquals(2, run("bench", "inference", "--layers", "--network", "unet"));
        assertTrue(err.toString().contains("[e2enet, nnunet]"), err::toString);
    }

    @Test
    void shouldRefusePatchesTooSmallToMeasure() {
        assertEquals(2, run("bench", "inference", "--patch", "1"));
        assertTrue(err.toString().contains("SPA-202"), err::toString);
        assertEquals(2, run("bench", "inference", "--patch", "50"));
        assertTrue(err.toString().contains("NET-101"), err::toString);
    }

    @Test
    void shouldEndWithStatus1AndTellHowToMendWhenTheWorkFails(@TempDir Path folder) throws IOException {
        Path notNifti = Files.writeString(folder.resolve("scan.nii"), "this is no image");

        int status = run("score", "--truth", notNifti.toString(), "--prediction", notNifti.toString());

        assertEquals(1, status);
        assertTrue(err.toString().startsWith("error: IMG-"), err::toString);
        assertFalse(err.toString().contains("Exception"), err::toString);
    }

    @Test
    void shouldNameWhatTheSystemRefusesWithoutAStackTrace() {
        CommandLine command = E2ENet.commandLine().setErr(new PrintWriter(err));
        Exception refused =
                new UncheckedIOException(new FileSystemException("/data/store", null, "Too many open files"));

        assertEquals(1, new Failures().handleExecutionException(refused, command, null));

        assertTrue(err.toString().startsWith("error: CLI-901"), err::toString);
        assertTrue(
                err.toString().contains("Too many open files") && err.toString().contains("ulimit"), err::toString);
        assertFalse(err.toString().contains("\tat "), err::toString);
    }

    @Test
    void shouldNameTheFieldThatATableLacks(@TempDir Path folder) throws IOException {
        Path table =
                Files.writeString(folder.resolve("table.json"), "{\"models\": [{\"name\": \"a\", \"paramsM\": 1}]}");

        int status = run("compare", "--file", table.toString());

        assertEquals(1, status);
        assertTrue(err.toString().contains("CLI-301") && err.toString().contains("mDicePercent"), err::toString);
    }

    @Test
    void shouldNameWhatATrainingStillNeeds() {
        assertEquals(2, run("train", "--dataset", "brain"));
        assertTrue(err.toString().contains("--plan") && err.toString().contains("--from"), err::toString);
        assertEquals(2, run("train", "--dataset", "brain", "--topology", "fixed"));
        assertEquals(2, run("train", "--dataset", "brain", "--from", "m", "--topology", "frozen"));
    }

    @Test
    void shouldNameWhatBenchTrainingCannotMeasure() {
        assertEquals(2, run("bench", "training", "--steps", "many"));
        assertEquals(2, run("bench", "training", "--steps", "0"));
        assertTrue(err.toString().contains("TRA-302") && err.toString().contains("--steps"), err::toString);
        assertEquals(2, run("bench", "training", "--networks", "e2enet,vnet"));
        assertTrue(err.toString().contains("TRA-301") && err.toString().contains("vnet"), err::toString);
    }

    private JsonNode json(String... call) throws IOException {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed));
        try {
            assertEquals(0, run(call), err::toString);
        } finally {
            System.setOut(console);
        }
        return new ObjectMapper().readTree(printed.toByteArray());
    }

    @Test
    void shouldScoreTwoEmptyMapsByThePolicy() throws IOException {
        String empty = "src/test/resources/scores/empty.nii.gz";
        String[] call = {"score", "--truth", empty, "--prediction", empty, "--json"};

        JsonNode undefined = json(call);
        assertTrue(
                undefined.get("meanDice").isNull() && undefined.get("meanNsd").isNull(), undefined::toString);
        assertEquals(0, undefined.get("definedClasses").asInt());

        String[] byPolicy = Arrays.copyOf(call, call.length + 2);
        byPolicy[call.length] = "--policy";
        byPolicy[call.length + 1] = "absent-in-both-perfect";
        JsonNode perfect = json(byPolicy);
        assertEquals(1, perfect.get("meanDice").asDouble());
        assertEquals(1, perfect.get("meanNsd").asDouble());
    }

    /** Values that are no number, out of range, or no known name: the call is wrong, whatever the files hold. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "score --truth T --prediction T --nsd surfels",
                "score --truth T --prediction T --hd max",
                "score --truth T --prediction T --policy none",
                "score --truth T --prediction T --tolerance-mm -1",
                "score --truth T --prediction T --tolerance-mm 1.5=2",
                "score --truth T --prediction T --tolerance-mm NaN",
                "score --truth T --prediction T --labels 0",
                "score --truth T --prediction T --labels 1,1",
                "score --truth T --prediction T --labels 40000",
                "score --truth T --prediction T --regions a=0",
                "score --truth T --prediction T --regions a=1.5",
                "compare --file pom.xml --alpha1 -1",
                "compare --file pom.xml --alpha1 0 --alpha2 0",
                "costs --preset no-such",
                "costs --preset paper --sparsity 1",
                "costs --preset paper --patch 50,50,50",
                "costs --preset paper --classes 0",
                "plan --dataset d --architecture no-such",
                "plan --dataset d --sparsity 1.5",
                "plan --dataset d --memory-limit many",
                "bench inference --runs 0",
                "bench inference --threads -1",
                "bench inference --sparsity 1",
                "bench inference --peers none",
                "bench inference --peers none,nnunet/sparse",
                "bench inference --structures",
                "bench inference --plan ../samples/plan.json",
                "bench inference --scan 64,80,32 --peers none --plan no-such.json",
                "bench inference --scan 64,64,32 --peers none --plan ../samples/plan.json",
                "bench inference --scan 64,64 --peers none",
                "bench inference --layers --sparsity 2",
                "bench training --sparsity 1",
                "bench training --engines tensorflow",
                "bench training --engines sparse --seconds 0",
                "bench training --layers --channels few"
            })
    void shouldEndWithStatus2WhenAValueCannotBe(String call) {
        String truth = "../samples/hemispheres/labelsTr/left.nii.gz";

        assertEquals(2, run(call.replace(" T", " " + truth).split(" ")), err::toString);
        assertTrue(err.toString().startsWith("error: ") && err.toString().contains("--help"), err::toString);
    }

    @Test
    void shouldScoreRegionsBesidesClasses() throws IOException {
        String truth = "../samples/hemispheres/labelsTr/left.nii.gz";
        String[] call = {
            "score", "--truth", truth, "--prediction", truth, "--labels", "1", "--regions", "lobes=1+2", "--json"
        };
        JsonNode document = json(call);
        JsonNode region = document.at("/regions/0");
        assertEquals("lobes", region.path("name").asText());
        assertEquals(1.0, region.path("dice").asDouble());
        assertTrue(region.path("voxelsTruth").asLong()
                > document.at("/classes/0/voxelsTruth").asLong());
        assertEquals(1, document.path("definedClasses").asInt());
    }

    @Test
    void shouldNameTheRegionThatIsNotPossible() {
        String truth = "../samples/hemispheres/labelsTr/left.nii.gz";

        assertEquals(2, run("score", "--truth", truth, "--prediction", truth, "--regions", "lobes"));
        assertEquals(2, run("score", "--truth", truth, "--prediction", truth, "--regions", "lobes=1+1"));
        assertTrue(err.toString().contains("SCO-106") && err.toString().contains("lobes"), err::toString);
    }

    @Test
    void shouldRefuseSpacingsThatAreNone() {
        assertEquals(2, run("ingest", "../samples/hemispheres", "--spacing-mm", "2,2"));
        assertEquals(2, run("ingest", "../samples/hemispheres", "--spacing-mm", "2,2,0"));
        assertTrue(err.toString().contains("--spacing-mm"), err::toString);
    }
}
