/** Commands that look at DICOM files, without a server and without showing whom they belong to. */
package org.e2enet.standalone.dicom;
