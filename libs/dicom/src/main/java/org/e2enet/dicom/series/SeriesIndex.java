package org.e2enet.dicom.series;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.e2enet.dicom.files.SourceFile;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/**
 * Looks through files and sorts them into series.
 *
 * @param skipped files stepped over, counted by code
 */
public record SeriesIndex(List<Series> series, Map<String, Integer> skipped) {
    public SeriesIndex {
        series = List.copyOf(series);
        skipped = Map.copyOf(skipped);
    }

    /** Throws {@code DCM-101}, {@code DCM-102}, {@code DCM-109} or {@code DCM-111} if nothing in it is DICOM. */
    public static SeriesIndex of(List<SourceFile> files, ReadOptions options) {
        Map<String, List<Instance>> groups = new LinkedHashMap<>();
        Map<String, Integer> skipped = new TreeMap<>();
        List<Fault> adrift = new ArrayList<>();
        Fault firstSkipped = null;
        for (SourceFile file : files) {
            try {
                Instance instance = Instance.read(file);
                if (instance.damage().isPresent() && !instance.header().has(Attribute.SERIES_INSTANCE_UID)) {
                    adrift.add(instance.damage().get());
                    skipped.merge(instance.damage().get().code(), 1, Integer::sum);
                } else {
                    groups.computeIfAbsent(key(instance), any -> new ArrayList<>())
                            .add(instance);
                }
            } catch (FaultException e) {
                skipped.merge(e.fault().code(), 1, Integer::sum);
                firstSkipped = firstSkipped == null ? e.fault() : firstSkipped;
            }
        }
        if (groups.isEmpty()) {
            throw adrift.isEmpty() ? nothing(firstSkipped) : adrift.getFirst().exception();
        }
        return new SeriesIndex(judged(groups, adrift, options), skipped);
    }

    private static FaultException nothing(Fault firstSkipped) {
        return firstSkipped == null ? SeriesFaults.nothing() : firstSkipped.exception();
    }

    private static List<Series> judged(Map<String, List<Instance>> groups, List<Fault> adrift, ReadOptions options) {
        Set<Flag> alarms = EnumSet.noneOf(Flag.class);
        if (!adrift.isEmpty()) {
            alarms.add(Flag.UNREADABLE_FILES);
        }
        SeriesJudge judge = new SeriesJudge(options);
        List<Series> series = new ArrayList<>();
        for (List<Instance> instances : groups.values()) {
            series.add(judge.judge(series.size() + 1, instances, alarms));
        }
        // A damaged file that names no series can only belong to the one there is: a slice of it is lost.
        if (!adrift.isEmpty() && series.size() == 1) {
            Series only = series.getFirst();
            series.set(0, only.refusedBy(adrift.getFirst()));
        }
        return series;
    }

    /** Files of one series; where the identifier is empty, of one number and modality. */
    private static String key(Instance instance) {
        String uid = instance.header().text(Attribute.SERIES_INSTANCE_UID);
        return uid.isEmpty()
                ? instance.header().text(Attribute.MODALITY)
                        + '/'
                        + instance.header().text(Attribute.SERIES_NUMBER)
                : uid;
    }

    /** The one image series; {@code DCM-302} if there are several. */
    public Series onlySeries() {
        List<Series> images = series.stream().filter(Series::isImage).toList();
        if (images.size() > 1) {
            throw SeriesFaults.several(images.size());
        }
        Series only = images.isEmpty() ? series.getFirst() : images.getFirst();
        only.requireGeometry();
        return only;
    }
}
