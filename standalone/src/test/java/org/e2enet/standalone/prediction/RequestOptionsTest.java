package org.e2enet.standalone.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.e2enet.contract.Mirroring;
import org.e2enet.contract.PredictionMap;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.Priority;
import org.e2enet.prediction.window.WindowSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class RequestOptionsTest {
    @Command
    private static final class Predict {
        @Mixin
        private RequestOptions options;
    }

    private static RequestOptions parsed(boolean ofStack, String... arguments) {
        Predict predict = new Predict();
        CommandLine line = new CommandLine(predict).setCaseInsensitiveEnumValuesAllowed(true);
        line.parseArgs(arguments);
        predict.options.check(line.getCommandSpec(), ofStack);
        return predict.options;
    }

    @Test
    void shouldLeaveToTheServiceWhatIsNotSaid() {
        PredictionRequested request = parsed(true).request("s", "brain", Set.of());
        assertEquals(new PredictionRequested("s", "brain"), request);
        assertEquals(WindowSettings.PAPER, parsed(false).windows(WindowSettings.PAPER));
    }

    @Test
    void shouldAskAsItWasSaid() {
        Instant before = Instant.now();
        PredictionRequested request = parsed(
                        true, "--no-mirroring", "--step", "0.25", "--priority", "urgent", "--within", "0.5")
                .request("s", "brain", Set.of(PredictionMap.UNCERTAINTY));
        assertEquals(Mirroring.NONE, request.mirroring());
        assertEquals(0.25, request.step());
        assertEquals(Priority.URGENT, request.priority());
        assertEquals(List.of(PredictionMap.UNCERTAINTY), request.maps());
        assertNull(request.predictionId());
        assertTrue(!request.deadline().isBefore(before.plusSeconds(30)), "half a minute from now on");
    }

    @Test
    void shouldLayWindowsInThisProcessAsItWasSaid() {
        assertEquals(
                WindowSettings.PAPER.withoutMirroring().withStep(1),
                parsed(false, "--step", "1", "--no-mirroring").windows(WindowSettings.PAPER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--step=0", "--step=1.5", "--within=0", "--within=-3", "--priority=soon"})
    void shouldRefuseWhatIsNone(String argument) {
        assertThrows(ParameterException.class, () -> parsed(true, argument));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--priority=urgent", "--within=5"})
    void shouldRefuseWhatMeansNothingWithoutAStack(String argument) {
        assertThrows(ParameterException.class, () -> parsed(false, argument));
    }
}
