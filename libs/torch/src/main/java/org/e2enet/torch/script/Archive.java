package org.e2enet.torch.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.e2enet.safetensors.Tensor;

/**
 * The archive libtorch loads modules from: a zip of stored entries under one top folder, with the module's state as a
 * pickle, its code as text, the version of the operator set, and the values of each tensor.
 */
public final class Archive {
    /** Version of the archive format that knows the operators used here. */
    private static final String VERSION = "10\n";

    private static final String FOLDER = "m/";
    /** A fixed time keeps equal models equal files; the zip's date field begins in 1980. */
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Archive() {}

    /** A module without state: everything it works on is an argument. */
    public static byte[] stateless(String code) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(bytes, code, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A module whose code reads the tensors as its attributes {@code p0, p1, …}. The stream is closed. */
    public static void write(OutputStream out, String code, List<Tensor> tensors) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            store(
                    zip,
                    "data.pkl",
                    ModulePickle.module(tensors.stream().map(Tensor::shape).toList()));
            store(zip, "code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < tensors.size(); i++) {
                store(zip, "data/" + i, littleEndian(tensors.get(i).values()));
            }
            store(zip, "constants.pkl", ModulePickle.emptyTuple());
            store(zip, "version", VERSION.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Adds an uncompressed entry: libtorch maps entries and accepts no other method. */
    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(FOLDER + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(ENTRY_TIME);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] littleEndian(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
