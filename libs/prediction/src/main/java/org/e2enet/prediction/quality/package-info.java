/**
 * What a scan and its segmentation measure, what is usual in the scans a model learned from, and what is unusual in this one.
 */
package org.e2enet.prediction.quality;
