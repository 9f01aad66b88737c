/** Labels as contours (RTSTRUCT): what planning systems read, and what a tilted series needs. */
package org.e2enet.dicom.rtstruct;
