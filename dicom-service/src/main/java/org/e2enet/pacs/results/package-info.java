/**
 * From a prediction to DICOM objects in the archive, and on to further destinations.
 */
package org.e2enet.pacs.results;
