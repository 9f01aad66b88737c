/** Whole scans through the sliding window and back onto their own grid, with a made-up network: time, memory, exactness. */
package org.e2enet.benchmarks.scan;
