/** How usual a scan and its segmentation are for a model: what was measured, and where that lies in scans the model learned from. */
package org.e2enet.contract.quality;
