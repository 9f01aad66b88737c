/**
 * Runs for those who ask: which there are, what their folds told, their models, and their masks of any iteration.
 */
package org.e2enet.train.runs;
