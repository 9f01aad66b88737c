package org.e2enet.benchmarks.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.seg.ResultIdentity;
import org.e2enet.dicom.seg.SegWriter;
import org.e2enet.dicom.seg.Segment;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.dicom.series.Series;
import org.e2enet.dicom.series.Verdict;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A CT series of 512 x 512 pixels a slice, uncompressed, from a folder that the system has in its cache. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xmx700m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"})
public class DicomBenchmark {
    private static final int SEGMENTS = 15;

    @Param("300")
    public int slices;

    private Path folder;
    private Series series;
    private LabelVolume labels;
    private final List<Segment> segments = new ArrayList<>();

    @Setup(Level.Trial)
    public void write() throws IOException {
        folder = Files.createTempDirectory("dicom-benchmark");
        CtSeries.write(folder, slices);
        try (DicomInput input = DicomInput.open(folder, ReadOptions.DEFAULT)) {
            series = input.onlySeries();
        }
        labels = CtSeries.rings(series.requireGeometry(), SEGMENTS);
        for (int label = 1; label <= SEGMENTS; label++) {
            segments.add(Segment.uncoded(label, "ring " + label));
        }
    }

    @TearDown(Level.Trial)
    public void remove() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Benchmark
    public Verdict verdict() {
        try (DicomInput input = DicomInput.open(folder, ReadOptions.DEFAULT)) {
            return input.onlySeries().verdict();
        }
    }

    @Benchmark
    public Volume verdictAndVoxels() {
        try (DicomInput input = DicomInput.open(folder, ReadOptions.DEFAULT)) {
            return input.onlySeries().readVolume();
        }
    }

    /** Fifteen segments in every slice. */
    @Benchmark
    public void seg() throws IOException {
        ResultIdentity identity = new ResultIdentity("benchmark", Instant.EPOCH, "rings", "1");
        SegWriter.writeBinary(series, labels, segments, identity, OutputStream.nullOutputStream());
    }
}
