package org.e2enet.safetensors;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file opened for reading (https://huggingface.co/docs/safetensors: u64 header length, JSON header, data).
 * The data stays on disk until a tensor is asked for. Safe for concurrent reads; no reads after {@link #close()}.
 *
 * <p>Faults: NET-300 no file, NET-301 shorter than it says, NET-302 header not readable, NET-303 an entry that cannot be,
 * NET-304 overlapping data, NET-305 a tensor that is not there, NET-306 a tensor of another type or too large for an array,
 * NET-307 changed data.
 */
public final class SafetensorsFile implements AutoCloseable {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final String source;
    private final Arena arena;
    private final MemorySegment data;
    private final Header header;

    private SafetensorsFile(String source, Arena arena, MemorySegment file) {
        this.source = source;
        this.arena = arena;
        if (file.byteSize() < Long.BYTES) {
            throw SafetensorsFaults.truncated(source, "8 bytes at least are wanted, got " + file.byteSize());
        }
        long headerBytes = file.get(LONG, 0);
        if (headerBytes < 2 || headerBytes > Header.MAX_BYTES) {
            throw SafetensorsFaults.header(
                    source,
                    "a header of " + Long.toUnsignedString(headerBytes) + " bytes is announced, at most "
                            + Header.MAX_BYTES + " are allowed",
                    null);
        }
        if (headerBytes > file.byteSize() - Long.BYTES) {
            throw SafetensorsFaults.truncated(
                    source, "the header takes " + headerBytes + " bytes, the file has " + file.byteSize());
        }
        byte[] json = file.asSlice(Long.BYTES, headerBytes).toArray(ValueLayout.JAVA_BYTE);
        this.data = file.asSlice(Long.BYTES + headerBytes);
        this.header = Header.parse(json, data.byteSize(), source);
    }

    /** Maps a file. */
    public static SafetensorsFile open(Path path) throws IOException {
        String source = String.valueOf(path.getFileName());
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new SafetensorsFile(
                    source, arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (NoSuchFileException e) {
            arena.close();
            throw SafetensorsFaults.noSuchFile(source, e);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** Reads a stream to its end into memory: for objects that are not files. The stream is not closed. */
    public static SafetensorsFile read(InputStream stream, String source) throws IOException {
        return of(stream.readAllBytes(), source);
    }

    /** Over bytes in memory, which are shared. */
    public static SafetensorsFile of(byte[] bytes, String source) {
        return new SafetensorsFile(source, Arena.ofShared(), MemorySegment.ofArray(bytes));
    }

    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** Names in file order. */
    public Set<String> names() {
        return header.entries().keySet();
    }

    public Collection<TensorEntry> entries() {
        return header.entries().values();
    }

    public boolean contains(String name) {
        return header.entries().containsKey(name);
    }

    public TensorEntry entry(String name) {
        TensorEntry entry = header.entries().get(name);
        if (entry == null) {
            throw SafetensorsFaults.missing(source, name);
        }
        return entry;
    }

    /** Shape and values as float32, from any number type of at most 32 bits, or F64 rounded. */
    public Tensor tensor(String name) {
        return new Tensor(entry(name).shape(), floats(name));
    }

    /** Values as float32: F32 as they are, F16, BF16, I8, U8, BOOL, I16, U16 exactly, I32 and F64 rounded. */
    public float[] floats(String name) {
        TensorEntry entry = entry(name);
        MemorySegment bytes = bytesOf(entry);
        return switch (entry.type()) {
            case F32 -> bytes.toArray(FLOAT);
            case F64 -> Conversions.fromDoubles(bytes.toArray(DOUBLE));
            case F16 -> Conversions.fromHalves(bytes.toArray(SHORT));
            case BF16 -> Conversions.fromBrains(bytes.toArray(SHORT));
            case I32 -> Conversions.fromInts(bytes.toArray(INT));
            case I16 -> Conversions.fromShorts(bytes.toArray(SHORT), 0xFFFF_FFFF);
            case U16 -> Conversions.fromShorts(bytes.toArray(SHORT), 0xFFFF);
            case I8 -> Conversions.fromBytes(bytes.toArray(ValueLayout.JAVA_BYTE), 0xFFFF_FFFF);
            case U8, BOOL -> Conversions.fromBytes(bytes.toArray(ValueLayout.JAVA_BYTE), 0xFF);
            case I64, U64, U32 -> throw SafetensorsFaults.type(source, entry, "a type that float32 can hold");
        };
    }

    /**
     * The little-endian bytes of a tensor of any size where they lie, read-only and without a copy: for what need not be in
     * the heap at once. Valid until {@link #close()}.
     */
    public MemorySegment segment(String name) {
        TensorEntry entry = entry(name);
        return data.asSlice(entry.begin(), entry.end() - entry.begin()).asReadOnly();
    }

    /** Values of an F64 tensor. */
    public double[] doubles(String name) {
        return bytesOf(entry(name, "F64", DType.F64)).toArray(DOUBLE);
    }

    /** Values of an I64 tensor. */
    public long[] longs(String name) {
        return bytesOf(entry(name, "I64", DType.I64)).toArray(LONG);
    }

    /** Values of an I32 tensor. */
    public int[] ints(String name) {
        return bytesOf(entry(name, "I32", DType.I32)).toArray(INT);
    }

    /** Values of an I16 tensor. */
    public short[] shorts(String name) {
        return bytesOf(entry(name, "I16", DType.I16)).toArray(SHORT);
    }

    /** Values of an I8, U8 or BOOL tensor. */
    public byte[] bytes(String name) {
        return bytesOf(entry(name, "I8, U8 or BOOL", DType.I8, DType.U8, DType.BOOL))
                .toArray(ValueLayout.JAVA_BYTE);
    }

    /**
     * Compares the data with the SHA-256 its writer noted; a file without one passes.
     *
     * @throws org.e2enet.faults.FaultException NET-307 when they differ
     */
    public void verifyChecksum() {
        String wanted = metadata().get(DataChecksum.KEY);
        if (wanted != null && !wanted.equals(DataChecksum.of(data))) {
            throw SafetensorsFaults.checksum(source);
        }
    }

    @Override
    public void close() {
        arena.close();
    }

    private TensorEntry entry(String name, String wanted, DType... types) {
        TensorEntry entry = entry(name);
        if (!Set.of(types).contains(entry.type())) {
            throw SafetensorsFaults.type(source, entry, wanted);
        }
        return entry;
    }

    private MemorySegment bytesOf(TensorEntry entry) {
        if (entry.elements() > Integer.MAX_VALUE - 8) {
            throw SafetensorsFaults.type(source, entry, "at most 2^31 - 9 values");
        }
        return data.asSlice(entry.begin(), entry.end() - entry.begin());
    }
}
