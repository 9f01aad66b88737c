/**
 * DICOM files (PS3.10): elements in and out. Only the attributes of {@link org.e2enet.dicom.part10.Attribute} are kept;
 * everything else is stepped over. No length in a file is believed before it was compared with the file's own.
 */
package org.e2enet.dicom.part10;
