package org.e2enet.benchmarks.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.e2enet.dicom.part10.Part10File;
import org.e2enet.dicom.part10.Part10Reader;
import org.e2enet.dicom.pixels.FrameDecoder;
import org.e2enet.dicom.pixels.FrameFormat;
import org.e2enet.dicom.seg.SegReader;
import org.e2enet.faults.FaultException;
import org.e2enet.imaging.formats.ScanReader;
import org.e2enet.imaging.nifti.ReadLimits;

/**
 * Damages files of every format and reads them: each must be read, or refused with a fault, in no time and with no more memory than its
 * size is worth. Input n of a seed is always the same file.
 */
public final class FileFuzz {
    private static final double MOST_MILLIS = 5_000;

    /** No deflate stream unpacks to more; a packed byte becomes a float. */
    private static final long MOST_EXPANSION = 1032 * Float.BYTES;

    /** Buffers and headers. */
    private static final long FIXED_BYTES = 16 << 20;

    private static final long MANY_PIXELS = 1 << 16;
    private static final int MOST_FAILURES = 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final ScanReader reader = new ScanReader(ReadLimits.WITH_CHANNELS);
    private final TreeMap<String, Long> refused = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private long taken;
    private double worstMillis;
    private long worstExcess;

    private FileFuzz() {}

    /**
     * Reads damaged files.
     *
     * @param folder for the files, best in memory; is filled
     * @param told is given the inputs done, now and then
     */
    public static FuzzReport run(long inputs, long seed, Path folder, LongConsumer told) throws IOException {
        FuzzSamples samples = FuzzSamples.make(folder);
        FileFuzz fuzz = new FileFuzz();
        for (long n = 0; n < inputs && fuzz.failures.size() < MOST_FAILURES; n++) {
            Random random = new Random(seed * 1_000_003 + n);
            FuzzSamples.Sample sample =
                    samples.files().get(random.nextInt(samples.files().size()));
            byte[] damaged = new Damage(random).of(sample.bytes(), sample.text());
            fuzz.read(sample, damaged, samples, folder, "seed " + seed + ", input " + n + " (" + sample.name() + ")");
            if (n % 10_000 == 0) {
                told.accept(n);
            }
        }
        long done = fuzz.taken
                + fuzz.refused.values().stream().mapToLong(Long::longValue).sum();
        return new FuzzReport(
                done + fuzz.failures.size(),
                fuzz.taken,
                fuzz.refused,
                fuzz.worstMillis,
                Math.max(0, fuzz.worstExcess) / (double) (1 << 20),
                List.copyOf(fuzz.failures));
    }

    private void read(FuzzSamples.Sample sample, byte[] bytes, FuzzSamples samples, Path folder, String which)
            throws IOException {
        // Written over a good file of that name, whose detached voxels lie beside it.
        Path file = folder.resolve(sample.name());
        if (sample.reader() != FuzzSamples.Reader.DICOM) {
            Files.write(file, bytes);
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        try {
            switch (sample.reader()) {
                case IMAGE -> reader.readImage(file, "image");
                case LABELS -> reader.readLabels(file, "labels");
                case SEG -> SegReader.read(file, samples.series());
                case DICOM -> readSlice(bytes);
            }
            taken++;
        } catch (FaultException expected) {
            refused.merge(expected.fault().code(), 1L, Long::sum);
        } catch (RuntimeException | Error unexpected) {
            failures.add(which + ": " + unexpected);
        }
        double millis = (System.nanoTime() - start) / 1e6;
        long excess = THREADS.getCurrentThreadAllocatedBytes() - before - MOST_EXPANSION * bytes.length - FIXED_BYTES;
        worstMillis = Math.max(worstMillis, millis);
        worstExcess = Math.max(worstExcess, excess);
        if (millis > MOST_MILLIS || excess > 0) {
            failures.add(which + ": " + (long) millis + " ms, " + (excess >> 20) + " MiB too much");
        }
    }

    private static void readSlice(byte[] bytes) {
        Part10File file = new Part10Reader(MemorySegment.ofArray(bytes), "slice").read();
        FrameFormat format = FrameFormat.of(file.dataSet(), "slice");
        if (format.pixels() <= MANY_PIXELS) {
            FrameDecoder.decode(file, format, 0, new int[(int) format.pixels()], "slice");
        }
    }
}
