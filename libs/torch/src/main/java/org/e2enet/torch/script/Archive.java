package org.e2enet.torch.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The archive libtorch loads modules from: a zip of stored entries under one top folder, with the module's state as a
 * pickle, its code as text and the version of the operator set.
 */
public final class Archive {
    /** Version of the archive format that knows the operators used here. */
    private static final String VERSION = "10\n";

    private static final String FOLDER = "m/";

    private Archive() {}

    /** A module without state: everything it works on is an argument. */
    public static byte[] stateless(String code) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            write(zip, code, ModulePickle.withoutTensors());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void write(ZipOutputStream zip, String code, byte[] dataPickle) throws IOException {
        store(zip, "data.pkl", dataPickle);
        store(zip, "code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
        store(zip, "constants.pkl", ModulePickle.emptyTuple());
        store(zip, "version", VERSION.getBytes(StandardCharsets.US_ASCII));
    }

    /** Adds an uncompressed entry: libtorch maps entries and accepts no other method. */
    static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(FOLDER + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        // A fixed time keeps equal models equal files; the DOS date field begins in 1980.
        entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
