package org.e2enet.edge.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorTest {
    private static final String ADA = "5f0c1b9e";

    @Test
    void shouldBeTheLoginWhereThereIsOne() {
        Author author = new Author(true, () -> Optional.of(ADA));

        assertTrue(author.isByLogin());
        assertEquals(ADA, author.of(null));
        assertEquals(ADA, author.of(ADA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"grace", "5F0C1B9E", " 5f0c1b9e", ""})
    void shouldNotBeWhomACallMakesUpBesideTheLogin(String told) {
        Author author = new Author(true, () -> Optional.of(ADA));

        Fault fault = assertThrows(FaultException.class, () -> author.of(told)).fault();

        assertEquals("EDG-117", fault.code());
        assertFalse((fault.what() + fault.where() + fault.mend()).contains("grace"), fault::toString);
    }

    @Test
    void shouldNeverBeTheCallsWordWhereALoginIsMissing() {
        Author author = new Author(true, Optional::empty);

        assertThrows(IllegalStateException.class, () -> author.of("grace"));
        assertThrows(IllegalStateException.class, () -> author.of(null));
    }

    @Test
    void shouldBeWhomTheCallSaysWhereNobodyLogsIn() {
        Author author = new Author(false, Optional::empty);

        assertFalse(author.isByLogin());
        assertEquals("grace", author.of("grace"));
        assertNull(author.of(null));
    }
}
