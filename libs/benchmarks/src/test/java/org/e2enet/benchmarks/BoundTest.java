package org.e2enet.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundTest {
    @ParameterizedTest
    @CsvSource({
        "0.9, 0.2, ARITHMETIC",
        "0.2, 0.9, MEMORY",
        "0.6, 0.7, MEMORY",
        "0.7, 0.6, ARITHMETIC",
        "0.5, 0.5, ARITHMETIC",
        "0.49, 0.3, OVERHEAD",
        "0, 0, OVERHEAD"
    })
    void shouldNameTheLargerShareWhereItIsMoreThanHalf(double arithmetic, double memory, Bound wanted) {
        assertEquals(wanted, Bound.of(arithmetic, memory));
    }
}
