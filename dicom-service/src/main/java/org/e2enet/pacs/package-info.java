/**
 * dicom-service: follows archives, hands the series that routes take to ingest-service as scans that name nobody, and brings the
 * segmentations back into the archives.
 */
package org.e2enet.pacs;
