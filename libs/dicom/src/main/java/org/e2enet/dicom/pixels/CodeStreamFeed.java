package org.e2enet.dicom.pixels;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Hands a code stream in memory to OpenJPEG, which asks for it piece by piece ({@code opj_stream_read_fn} and so on). */
@SuppressWarnings("restricted") // native code is what it is for
final class CodeStreamFeed {
    private static final long END = -1;

    private final MemorySegment bytes;
    private long position;

    CodeStreamFeed(MemorySegment bytes) {
        this.bytes = bytes;
    }

    long read(MemorySegment target, long wanted, MemorySegment ignored) {
        long count = Math.min(wanted, bytes.byteSize() - position);
        if (count <= 0) {
            return END;
        }
        MemorySegment.copy(bytes, position, target.reinterpret(count), 0, count);
        position += count;
        return count;
    }

    long skip(long wanted, MemorySegment ignored) {
        if (wanted < 0) {
            return END;
        }
        long count = Math.min(wanted, bytes.byteSize() - position);
        position += count;
        return count == 0 && wanted > 0 ? END : count;
    }

    int seek(long place, MemorySegment ignored) {
        if (place < 0 || place > bytes.byteSize()) {
            return 0;
        }
        position = place;
        return 1;
    }

    MemorySegment readFunction(Arena arena) throws ReflectiveOperationException {
        return stub(
                arena,
                "read",
                MethodType.methodType(long.class, MemorySegment.class, long.class, MemorySegment.class),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    }

    MemorySegment skipFunction(Arena arena) throws ReflectiveOperationException {
        return stub(
                arena,
                "skip",
                MethodType.methodType(long.class, long.class, MemorySegment.class),
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    }

    MemorySegment seekFunction(Arena arena) throws ReflectiveOperationException {
        return stub(
                arena,
                "seek",
                MethodType.methodType(int.class, long.class, MemorySegment.class),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    }

    private MemorySegment stub(Arena arena, String name, MethodType type, FunctionDescriptor descriptor)
            throws ReflectiveOperationException {
        MethodHandle handle = MethodHandles.lookup().bind(this, name, type);
        return Linker.nativeLinker().upcallStub(handle, descriptor, arena);
    }
}
