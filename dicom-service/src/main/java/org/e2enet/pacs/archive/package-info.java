/**
 * Archives over HTTP: DICOMweb (QIDO-RS, WADO-RS, STOW-RS), and what Orthanc offers beside it.
 */
package org.e2enet.pacs.archive;
