package org.e2enet.train.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Documents;
import org.e2enet.scoring.postprocessing.CaseTrial;
import org.e2enet.scoring.postprocessing.ClassTrial;
import org.e2enet.store.FileStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldValidationTest {
    private static final Path FIRST = Path.of("src/test/resources/documents-first");

    @TempDir
    private Path folder;

    /** Folds of one run may be of different days: the last one decides by what the first one left. The file is never changed. */
    @Test
    void shouldReadAValidationInItsFirstForm() throws IOException {
        FileStore store = new FileStore(folder);
        String name = "validations/run-1/0.json";
        store.publish(name, Files.readAllBytes(FIRST.resolve(name)));
        Documents<FoldValidation> validations =
                new Catalogue(store).runs().validations(FoldValidation.class, FoldValidation::id);

        FoldValidation.Scan scan = new FoldValidation.Scan(
                "0123456789abcdef0123456789abcdef",
                new CaseTrial(List.of(
                        new ClassTrial(1, 0.5, 0.625, 0.75, 0.875), new ClassTrial(2, null, null, null, null))));
        FoldValidation first =
                new FoldValidation("run-1", 0, "run-1-fold0", "0123456789abcdef".repeat(4), List.of(scan));
        assertEquals(Optional.of(first), validations.find(first.id()));
    }
}
