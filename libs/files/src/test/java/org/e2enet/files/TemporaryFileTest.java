package org.e2enet.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporaryFileTest {
    @Test
    void shouldBeThereUntilClosedWhateverHappens() {
        Path[] seen = new Path[2];

        assertThrows(IOException.class, () -> {
            try (TemporaryFile one = TemporaryFile.of("model", ".safetensors");
                    TemporaryFile other = TemporaryFile.of("model", ".safetensors")) {
                seen[0] = one.path();
                seen[1] = other.path();
                assertEquals(0, Files.size(seen[0]));
                Files.writeString(seen[0], "weights");
                Files.delete(seen[1]);
                throw new IOException("on the way");
            }
        });

        assertNotEquals(seen[0], seen[1]);
        assertTrue(seen[0].getFileName().toString().matches("e2enet-model-.+\\.safetensors"), seen[0]::toString);
        assertFalse(Files.exists(seen[0]));
        assertFalse(Files.exists(seen[1]));
    }
}
