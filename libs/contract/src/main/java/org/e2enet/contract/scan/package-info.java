/** Scans in numbers: sizes, places, fingerprints, the way back from a prepared scan. Plain records. */
package org.e2enet.contract.scan;
