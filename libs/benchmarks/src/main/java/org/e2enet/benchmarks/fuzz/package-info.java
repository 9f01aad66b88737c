/** Damaged files of every format through the readers, as many as one has patience for. */
package org.e2enet.benchmarks.fuzz;
