/** What is odd about a scan that is taken all the same: flags for whoever reads its result. */
package org.e2enet.imaging.quality;
