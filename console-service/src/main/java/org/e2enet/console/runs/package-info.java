/**
 * Trainings as people look at them: folds, curves, and how the topology evolved.
 */
package org.e2enet.console.runs;
