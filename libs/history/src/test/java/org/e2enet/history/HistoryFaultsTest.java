package org.e2enet.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryFaultsTest {
    /** What is away is waited for; what is refused is put aside. */
    @ParameterizedTest
    @CsvSource({
        "HYT00, HIS-201", // a lock of H2 that was not had in time
        "55P03, HIS-201", // one of PostgreSQL
        "40001, HIS-201",
        "08006, HIS-201",
        "53100, HIS-201",
        "23505, HIS-202",
        "42601, HIS-202"
    })
    void shouldTellWhatOnlyHasToWait(String state, String code) {
        RuntimeException told = HistoryFaults.of(new SQLException("a statement with values", state));

        assertEquals(code, ((FaultException) told).fault().code());
    }
}
