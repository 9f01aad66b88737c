/**
 * The cross-validation of a run: every fold predicts its validation scans whole, and the last one decides on post-processing.
 */
package org.e2enet.train.validation;
