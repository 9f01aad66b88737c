/** Folders, zips and single files as one list of files to read, within bounds. Names never leave this package. */
package org.e2enet.dicom.files;
