package org.e2enet.standalone.prediction;

import java.util.List;
import java.util.Map;
import org.e2enet.contract.quality.Quality;

/**
 * What came of one scan.
 *
 * @param predictionId follows from scan and model: a result in DICOM is named after it
 * @param seconds by step
 * @param peakMiB largest memory use of the process that computed, or −1 if unknown
 * @param flags what a reader should know of scan and segmentation
 * @param quality how usual both are for the model
 * @param maps files beside the segmentation
 * @param statement signed file beside it, or null
 */
record Segmented(
        String predictionId,
        String model,
        String engine,
        int windows,
        Map<String, Double> seconds,
        long peakMiB,
        List<String> flags,
        Quality quality,
        List<String> maps,
        String statement) {}
