/**
 * Figures of comparisons as SVG and PNG, drawn from one list of strokes: PT scores under a sweep of weights (Fig. 8), the
 * critical-difference diagram (Fig. 7).
 */
package org.e2enet.scoring.figure;
