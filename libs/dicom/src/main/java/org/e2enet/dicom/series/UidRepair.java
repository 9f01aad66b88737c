package org.e2enet.dicom.series;

import java.util.List;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.Uids;

/** Makes up the empty identifiers of a series from what its slices are, so that a second reading gives the same ones. */
final class UidRepair {
    private UidRepair() {}

    /** Whether anything was empty. */
    static boolean repair(List<Instance> instances) {
        boolean repaired = false;
        for (Instance instance : instances) {
            DataSet header = instance.header();
            String group = header.text(Attribute.MODALITY)
                    + '/'
                    + header.text(Attribute.SERIES_NUMBER)
                    + '/'
                    + header.text(Attribute.STUDY_DATE)
                    + '/'
                    + header.text(Attribute.STUDY_TIME)
                    + '/'
                    + header.text(Attribute.SERIES_INSTANCE_UID);
            String slice = header.text(Attribute.INSTANCE_NUMBER)
                    + '/'
                    + header.text(Attribute.IMAGE_POSITION_PATIENT)
                    + '/'
                    + instance.file().bytes();
            String instanceUid = instance.meta().has(Attribute.MEDIA_STORAGE_SOP_INSTANCE_UID)
                    ? instance.meta().text(Attribute.MEDIA_STORAGE_SOP_INSTANCE_UID)
                    : Uids.derived("instance", group, slice);
            String classUid = instance.meta().has(Attribute.MEDIA_STORAGE_SOP_CLASS_UID)
                    ? instance.meta().text(Attribute.MEDIA_STORAGE_SOP_CLASS_UID)
                    : classOf(header.text(Attribute.MODALITY));
            repaired |= put(header, Attribute.SOP_CLASS_UID, classUid);
            repaired |= put(header, Attribute.SOP_INSTANCE_UID, instanceUid);
            repaired |= put(header, Attribute.STUDY_INSTANCE_UID, Uids.derived("study", group));
            repaired |= put(header, Attribute.FRAME_OF_REFERENCE_UID, Uids.derived("frame", group));
            repaired |= put(header, Attribute.SERIES_INSTANCE_UID, Uids.derived("series", group));
        }
        return repaired;
    }

    private static String classOf(String modality) {
        return switch (modality) {
            case "CT" -> "1.2.840.10008.5.1.4.1.1.2";
            case "MR" -> "1.2.840.10008.5.1.4.1.1.4";
            case "PT" -> "1.2.840.10008.5.1.4.1.1.128";
            default -> "1.2.840.10008.5.1.4.1.1.7";
        };
    }

    private static boolean put(DataSet header, Attribute uid, String value) {
        if (header.has(uid)) {
            return false;
        }
        header.put(uid, value);
        return true;
    }
}
