package org.e2enet.contract;

import java.time.Instant;
import java.util.List;
import org.e2enet.contract.preparation.Preparation;

/**
 * A scan (or, with labels, a training case) is in the store, untouched.
 *
 * @param scanId follows from the contents and the data set
 * @param images one file per channel, in channel order
 * @param labels label file, or null
 * @param predictWith alias of the model that shall segment it once it is normalised, or null
 * @param preparation what its data set asked for when it came in; null in records of older
 *     services: what the data set's definition says
 * @param subject pseudonym of the person it shows, the same for all scans of one person; null where nobody told
 */
public record ScanReceived(
        String scanId,
        String dataset,
        List<ObjectRef> images,
        ObjectRef labels,
        String predictWith,
        Instant receivedAt,
        Preparation preparation,
        String subject)
        implements Event {
    /** As older services wrote it. */
    public ScanReceived(
            String scanId,
            String dataset,
            List<ObjectRef> images,
            ObjectRef labels,
            String predictWith,
            Instant receivedAt) {
        this(scanId, dataset, images, labels, predictWith, receivedAt, null, null);
    }

    public ScanReceived {
        Check.name(scanId, "scanId");
        Check.name(dataset, "dataset");
        images = Check.atMost(Check.filled(images, "images"), DatasetDefinition.MOST_CHANNELS, "images");
        Check.nameOrNull(predictWith, "predictWith");
        Check.present(receivedAt, "receivedAt");
        Check.nameOrNull(subject, "subject");
    }

    /** The same scan with other labels; nothing is asked for beside. */
    public ScanReceived labelled(ObjectRef newLabels) {
        return new ScanReceived(scanId, dataset, images, newLabels, null, receivedAt, preparation, subject);
    }

    @Override
    public String key() {
        return scanId;
    }

    @Override
    public String toString() {
        return "ScanReceived[" + scanId + "]";
    }
}
