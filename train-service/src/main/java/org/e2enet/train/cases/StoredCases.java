package org.e2enet.train.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.ClassLabels;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.Size3;
import org.e2enet.safetensors.DType;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.store.ObjectStore;
import org.e2enet.training.data.CaseSource;
import org.e2enet.training.data.TrainingCase;

/** Normalised scans as training cases. Thread-safe. */
public final class StoredCases implements CaseSource {
    private final ObjectStore store;
    private final Map<String, ScanNormalized> scans = new LinkedHashMap<>();
    private final ClassLabels classes;
    private final CaseCache cache;

    /**
     * @param classes what the network's classes stand for
     * @param cache may be shared with other cases
     */
    public StoredCases(ObjectStore store, List<ScanNormalized> scans, ClassLabels classes, CaseCache cache) {
        this.store = store;
        this.classes = classes;
        this.cache = cache;
        scans.forEach(scan -> this.scans.put(scan.scanId(), scan));
    }

    @Override
    public List<String> ids() {
        return List.copyOf(scans.keySet());
    }

    @Override
    public TrainingCase load(String id) {
        return cache.get(id, () -> read(scans.get(id)));
    }

    private TrainingCase read(ScanNormalized scan) {
        try (SafetensorsFile file = SafetensorsFile.open(store.localFile(scan.normalized()))) {
            List<Integer> shape = file.entry("image").shape();
            Size3 size = Size3.of(shape.subList(1, 4));
            short[] labels =
                    file.entry("labels").type() == DType.I16 ? file.shorts("labels") : widened(file.bytes("labels"));
            classes.toClasses(labels);
            return new TrainingCase(scan.scanId(), file.floats("image"), labels, size);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static short[] widened(byte[] bytes) {
        short[] shorts = new short[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            shorts[i] = (short) (bytes[i] & 0xFF);
        }
        return shorts;
    }
}
