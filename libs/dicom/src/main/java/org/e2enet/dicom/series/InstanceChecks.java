package org.e2enet.dicom.series;

import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.pixels.FrameDecoder;
import org.e2enet.dicom.pixels.FrameFormat;

/** What is asked of each instance of a series before its slices are put in order. */
final class InstanceChecks {
    private static final List<Attribute> REFERRED_TO = List.of(
            Attribute.SOP_CLASS_UID,
            Attribute.SOP_INSTANCE_UID,
            Attribute.STUDY_INSTANCE_UID,
            Attribute.SERIES_INSTANCE_UID,
            Attribute.FRAME_OF_REFERENCE_UID);

    private InstanceChecks() {}

    static void requireReadable(Instance instance) {
        if (instance.damage().isPresent()) {
            throw instance.damage().get().exception();
        }
        FrameDecoder.requireHeld(instance.hasPixels(), instance.header(), instance.where());
        FrameFormat.of(instance.header(), instance.where());
        FrameDecoder.requireDecodable(instance.syntax());
        List<String> type = instance.header().texts(Attribute.IMAGE_TYPE);
        if (type.contains("LOCALIZER")) {
            throw SeriesFaults.orientation("a localizer shows the plan of a scan, not the scan");
        }
        if (type.contains("MOSAIC")) {
            throw SeriesFaults.notOneVolume("slices are tiled into one image (mosaic)", instance.where());
        }
    }

    static void requireUids(Instance instance) {
        for (Attribute uid : REFERRED_TO) {
            if (!instance.header().has(uid)) {
                throw SeriesFaults.noUid(uid, instance.where());
            }
        }
    }

    static void requireOneFrameOfReference(List<Instance> instances) {
        String first = instances.getFirst().header().text(Attribute.FRAME_OF_REFERENCE_UID);
        for (Instance instance : instances) {
            if (!instance.header().text(Attribute.FRAME_OF_REFERENCE_UID).equals(first)) {
                throw SeriesFaults.otherFrameOfReference();
            }
        }
    }

    /** Each instance once; {@code DCM-311} where two different files carry one identifier. */
    static List<Instance> withoutCopies(List<Instance> instances, Set<Flag> flags) {
        Map<String, Instance> byUid = new LinkedHashMap<>();
        for (Instance instance : instances) {
            Instance before = byUid.putIfAbsent(instance.header().text(Attribute.SOP_INSTANCE_UID), instance);
            if (before != null) {
                if (!Arrays.equals(digest(before), digest(instance))) {
                    throw SeriesFaults.otherBytes(instance.where());
                }
                flags.add(Flag.DUPLICATE_INSTANCE);
            }
        }
        return new ArrayList<>(byUid.values());
    }

    private static byte[] digest(Instance instance) {
        return instance.file().look(InstanceChecks::digest);
    }

    private static byte[] digest(MemorySegment bytes) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (long at = 0; at < bytes.byteSize(); at += 1 << 20) {
                sha.update(bytes.asSlice(at, Math.min(1 << 20, bytes.byteSize() - at))
                        .asByteBuffer());
            }
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** {@code DCM-314} for a CT series that cannot be in Hounsfield units. */
    static void requireUnits(List<Slice> slices, Set<Flag> flags) {
        for (Slice slice : slices) {
            if (!slice.instance().header().text(Attribute.MODALITY).equals("CT")) {
                return;
            }
            DataSet scaling = slice.holding(Attribute.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, Attribute.RESCALE_SLOPE);
            if (!scaling.has(Attribute.RESCALE_SLOPE) || !scaling.has(Attribute.RESCALE_INTERCEPT)) {
                throw SeriesFaults.units("a CT series without rescale slope and intercept: no Hounsfield units");
            }
            String type = scaling.text(Attribute.RESCALE_TYPE);
            if (type.equals("US")) {
                flags.add(Flag.UNSPECIFIED_UNITS);
            } else if (!type.isEmpty() && !type.equals("HU")) {
                throw SeriesFaults.units("a CT series in other units than Hounsfield's");
            }
        }
    }
}
