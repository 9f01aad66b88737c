package org.e2enet.dicom.files;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.Function;

/** A file on disk, mapped while it is looked at: its bytes never lie in the heap. */
record MappedFile(int number, long bytes, Path path) implements SourceFile {
    @Override
    public <R> R look(Function<MemorySegment, R> reader) {
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(path)) {
            return reader.apply(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IOException e) {
            throw FileFaults.unreadable(where(), e);
        }
    }

    @Override
    public String toString() {
        return where();
    }
}
