package org.e2enet.prediction;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScanFitTest {
    private static final Preparation ONE_MILLIMETRE =
            Preparation.canonical(new Spacing(1, 1, 1), List.of(ChannelNormalization.Z_SCORE));

    @ParameterizedTest
    @CsvSource({"10, 10, 10", "0.1, 0.1, 0.1", "1, 10, 10", "10, 1, 10", "5, 0.1, 0.1", "8, 8, 7"})
    void shouldRefuseSpacingsThatOnlyAWrongUnitMakes(double d, double h, double w) {
        FaultException refused = assertThrows(
                FaultException.class, () -> ScanFit.requireSize(Size3.cube(64), new Spacing(d, h, w), ONE_MILLIMETRE));
        assertEquals("PRE-106", refused.fault().code());
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "10, 1, 1", "1, 1, 0.1", "10, 0.1, 1", "6, 6, 6", "0.2, 0.2, 0.2", "5, 0.4, 0.4"})
    void shouldTakeThickSlicesAndFinePixels(double d, double h, double w) {
        assertDoesNotThrow(() -> ScanFit.requireSize(Size3.cube(64), new Spacing(d, h, w), ONE_MILLIMETRE));
    }
}
