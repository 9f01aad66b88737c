/**
 * The demo's pictures and pages: slices with outlines, loss and Dice over epochs, connections by direction, report.
 */
package org.e2enet.standalone.report;
