package org.e2enet.pacs.series;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.e2enet.dicom.files.FileBounds;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.pacs.config.DicomConfig;

/** How series are read here, whichever way they come in: the settings' bounds and tolerances. Immutable. */
@Singleton
final class Reading {
    private static final int ZIP_RATIO = 200;

    private final ReadOptions options;

    @Inject
    Reading(DicomConfig config) {
        FileBounds bounds = new FileBounds(config.maxSeriesBytes().asLongValue(), config.maxInstances(), ZIP_RATIO);
        this.options = new ReadOptions(
                bounds,
                config.spacingTolerance(),
                ReadOptions.DEFAULT.minSlices(),
                config.tilt() == DicomConfig.Tilt.ACCEPT,
                false,
                false);
    }

    ReadOptions options() {
        return options;
    }
}
