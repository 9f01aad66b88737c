package org.e2enet.train;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.safetensors.DType;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.TensorEntry;
import org.e2enet.store.FileStore;

/** Whether two folds came to the same weights file; where not, what differs in it: a hash alone would hide that. */
final class SameWeights {
    private final FileStore store;

    SameWeights(FileStore store) {
        this.store = store;
    }

    void require(CheckpointPublished wanted, CheckpointPublished got, String of) throws IOException {
        if (wanted.weights().equals(got.weights())) {
            return;
        }
        try (SafetensorsFile one = SafetensorsFile.open(store.localFile(wanted.weights()));
                SafetensorsFile other = SafetensorsFile.open(store.localFile(got.weights()))) {
            List<String> differences = new ArrayList<>();
            if (!one.metadata().get("e2enet").equals(other.metadata().get("e2enet"))) {
                differences.add("description");
            }
            for (TensorEntry entry : one.entries()) {
                if (entry.type() == DType.F32) {
                    differences.add(difference(entry.name(), one.floats(entry.name()), other.floats(entry.name())));
                }
            }
            differences.removeIf(Objects::isNull);
            fail(of + ": files " + wanted.weights().sha256() + " and "
                    + got.weights().sha256() + " differ in " + differences);
        }
    }

    private static String difference(String name, float[] wanted, float[] got) {
        int count = 0;
        float most = 0;
        for (int i = 0; i < wanted.length; i++) {
            if (Float.floatToRawIntBits(wanted[i]) != Float.floatToRawIntBits(got[i])) {
                count++;
                most = Math.max(most, Math.abs(wanted[i] - got[i]));
            }
        }
        return count == 0 ? null : "%s (%d of %d values, by up to %g)".formatted(name, count, wanted.length, most);
    }
}
