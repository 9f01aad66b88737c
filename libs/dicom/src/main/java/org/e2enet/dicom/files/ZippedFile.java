package org.e2enet.dicom.files;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** An entry of a zip, unpacked while it is looked at. */
record ZippedFile(int number, long bytes, ZipFile zip, ZipEntry entry) implements SourceFile {
    @Override
    public <R> R look(Function<MemorySegment, R> reader) {
        byte[] unpacked;
        // One reader at a time: two threads would unpack two entries into memory.
        synchronized (zip) {
            try (InputStream in = zip.getInputStream(entry)) {
                unpacked = in.readNBytes(Math.toIntExact(bytes));
            } catch (IOException e) {
                throw FileFaults.brokenZip(e);
            }
        }
        return reader.apply(MemorySegment.ofArray(unpacked));
    }

    @Override
    public String toString() {
        return where();
    }
}
