package org.e2enet.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassLabelsTest {
    /** The whole-heart set's values: they made 851 classes. */
    private static final DatasetDefinition HEART =
            definition(Map.of(0, "background", 205, "myocardium", 850, "artery"));

    @Test
    void shouldMakeConsecutiveClassesOfValuesWithGapsAndBack() {
        ClassLabels classes = ClassLabels.of(HEART, HEART.classes());
        short[] labels = {0, 850, 850, 205, 0};

        classes.toClasses(labels);
        assertArrayEquals(new short[] {0, 2, 2, 1, 0}, labels);
        classes.toValues(labels);
        assertArrayEquals(new short[] {0, 850, 850, 205, 0}, labels);
        assertEquals(3, HEART.classes());
        assertTrue(classes.hold(850));
        assertFalse(classes.hold(1));
    }

    @Test
    void shouldRefuseAValueThatNoClassStandsFor() {
        ClassLabels classes = ClassLabels.of(HEART, 3);

        assertThrows(IllegalArgumentException.class, () -> classes.toClasses(new short[] {0, 206}));
    }

    @Test
    void shouldTakeValuesForClassesWhereThereAreNoGaps() {
        DatasetDefinition plain = definition(Map.of(0, "background", 1, "a", 2, "b"));
        short[] labels = {2, 1, 0};

        ClassLabels.of(plain, plain.classes()).toClasses(labels);

        assertArrayEquals(new short[] {2, 1, 0}, labels);
        assertEquals(List.of(0, 1, 2), ClassLabels.of(plain, 3).values());
        assertTrue(ClassLabels.of(definition(Map.of()), 4).areValues());
    }

    /** A model that was trained before: it has a class for every value. */
    @Test
    void shouldLeaveAnOlderModelItsClasses() {
        assertTrue(ClassLabels.of(HEART, 851).areValues());
    }

    private static DatasetDefinition definition(Map<Integer, String> labels) {
        return new DatasetDefinition("d", List.of("MR"), labels);
    }
}
