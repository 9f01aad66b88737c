package org.e2enet.train.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.Size3;
import org.e2enet.safetensors.DType;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.store.ObjectStore;
import org.e2enet.training.data.CaseSource;
import org.e2enet.training.data.TrainingCase;

/** Normalised scans as training cases; those used last stay in memory up to a limit. Thread-safe. */
public final class StoredCases implements CaseSource {
    private final ObjectStore store;
    private final Map<String, ScanNormalized> scans = new LinkedHashMap<>();
    private final long cacheBytes;
    private final Map<String, TrainingCase> cache = new LinkedHashMap<>(16, 0.75f, true);
    private long cachedBytes;

    public StoredCases(ObjectStore store, List<ScanNormalized> scans, long cacheBytes) {
        this.store = store;
        this.cacheBytes = cacheBytes;
        scans.forEach(scan -> this.scans.put(scan.scanId(), scan));
    }

    @Override
    public List<String> ids() {
        return List.copyOf(scans.keySet());
    }

    @Override
    public TrainingCase load(String id) {
        synchronized (cache) {
            TrainingCase cached = cache.get(id);
            if (cached != null) {
                return cached;
            }
        }
        TrainingCase loaded = read(scans.get(id));
        keep(loaded);
        return loaded;
    }

    private void keep(TrainingCase loaded) {
        synchronized (cache) {
            if (cache.put(loaded.id(), loaded) == null) {
                cachedBytes += bytes(loaded);
            }
            var eldest = cache.entrySet().iterator();
            while (cachedBytes > cacheBytes && cache.size() > 1 && eldest.hasNext()) {
                TrainingCase least = eldest.next().getValue();
                if (!least.id().equals(loaded.id())) {
                    cachedBytes -= bytes(least);
                    eldest.remove();
                }
            }
        }
    }

    private static long bytes(TrainingCase loaded) {
        return (long) Float.BYTES * loaded.image().length + (long) Short.BYTES * loaded.labels().length;
    }

    private TrainingCase read(ScanNormalized scan) {
        try (SafetensorsFile file = SafetensorsFile.open(store.localFile(scan.normalized()))) {
            List<Integer> shape = file.entry("image").shape();
            Size3 size = Size3.of(shape.subList(1, 4));
            short[] labels =
                    file.entry("labels").type() == DType.I16 ? file.shorts("labels") : widened(file.bytes("labels"));
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
