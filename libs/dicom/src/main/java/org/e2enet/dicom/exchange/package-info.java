/**
 * The two steps between an archive and the rest of the product: a series becomes a scan that names nobody, and a segmentation of that
 * scan becomes objects that belong to the series. For the command line and for services alike.
 */
package org.e2enet.dicom.exchange;
