package org.e2enet.standalone.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonsTest {
    @TempDir
    Path folder;

    private static Optional<String> person(Persons persons, String name) {
        return persons.named(CaseFiles.complete(name, List.of(Path.of(name)), Optional.empty(), false))
                .person();
    }

    @Test
    void shouldTakeThePersonFromTheList() throws IOException {
        Persons persons =
                Persons.read(Files.writeString(folder.resolve("p.json"), "{\"left\": \"a\", \"right.nii\": \"a\"}"));
        assertEquals(Optional.of("a"), person(persons, "left"));
        assertEquals(Optional.of("a"), person(persons, "some/right.nii"));
        assertEquals(Optional.empty(), person(persons, "third"));
    }

    @Test
    void shouldTakeThePersonFromABidsName() {
        assertEquals(Optional.of("07"), person(Persons.BY_NAME, "in/sub-07_ses-2_T1w.nii.gz"));
        assertEquals(Optional.of("07"), person(Persons.BY_NAME, "sub-07"));
        assertEquals(Optional.empty(), person(Persons.BY_NAME, "subject-07"));
        assertEquals(Optional.empty(), person(Persons.BY_NAME, "sub-"));
    }

    @Test
    void shouldRefuseAListThatIsNone() throws IOException {
        for (String text : List.of("[1]", "{\"a\": 7}", "{\"a\": \" \"}", "no json", "")) {
            Path file = Files.writeString(folder.resolve("bad.json"), text);
            FaultException refused = assertThrows(FaultException.class, () -> Persons.read(file), text);
            assertEquals("CLI-409", refused.fault().code());
        }
    }
}
