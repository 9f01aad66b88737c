/** Whole-network comparisons and JMH benchmarks. */
package org.e2enet.benchmarks;
