/** What a scan and a data set look like in numbers: sizes, spacings, intensities, label counts; plans follow from them. */
package org.e2enet.imaging.fingerprint;
