package org.e2enet.scoring.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassDifferencesTest {
    @Test
    void shouldTakeTheMeanOfEachClassOverTheCasesThatDefineItForBoth() {
        ClassDifferences differences = new ClassDifferences();

        differences.add(300, 0.5, 0.75);
        differences.add(2, 1, 0.5);
        differences.add(2, 0.25, 0.5);
        differences.expect(7);

        assertEquals(
                List.of(
                        new ClassDifference(2, 2, 0.125),
                        new ClassDifference(7, 0, null),
                        new ClassDifference(300, 1, -0.25)),
                differences.list());
    }

    @Test
    void shouldListNothingWithoutAClass() {
        assertEquals(List.of(), new ClassDifferences().list());
    }
}
