package org.e2enet.standalone.letters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.e2enet.standalone.console.Failures;
import org.e2enet.standalone.stack.FakeStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On a stack where one record lies aside; a call that it does not know fails with FAK-404. */
class LettersCommandTest {
    private static final String LETTER = "e2enet.scans.received.dlq-0@17";
    private static final String ASIDE = "/letters/e2enet.scans.received.dlq-0%4017";

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private FakeStack stack;

    @BeforeEach
    void putAside() {
        stack = new FakeStack(folder.resolve("data")).answer("/letters", Map.of("letters", List.of(letter())));
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void shouldPutALetterAwayThatNeedsNoReplay() {
        stack.answer(ASIDE + "/dismiss", letter());
        assertEquals(0, run("dismiss", LETTER), err::toString);
    }

    @Test
    void shouldNameLettersThatDoNotLieAside() {
        stack.answer(ASIDE + "/dismiss", letter()).answer(ASIDE + "/replay", letter());
        assertEquals(1, run("dismiss", LETTER, "gone-0@1"), err::toString);
        assertTrue(err.toString().contains("CLI-214") && err.toString().contains("[gone-0@1]"), err::toString);
        assertEquals(1, run("replay", "gone-0@2"), err::toString);
        assertTrue(err.toString().contains("[gone-0@2]"), err::toString);
    }

    private int run(String... arguments) {
        Failures failures = new Failures();
        String[] all = List.of(arguments).toArray(new String[arguments.length + 2]);
        all[arguments.length] = "--data";
        all[arguments.length + 1] = folder.resolve("data").toString();
        return new CommandLine(new LettersCommand())
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    private static Map<String, Object> letter() {
        return Map.of(
                "id",
                LETTER,
                "topic",
                "e2enet.scans.received",
                "stage",
                "normalize",
                "code",
                "IMG-111",
                "since",
                "2026-11-29T06:00:00Z");
    }
}
