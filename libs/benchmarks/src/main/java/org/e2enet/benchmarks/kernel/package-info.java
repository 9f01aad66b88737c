/** JMH pairs, scalar and vector, for every kernel of the sparse engine. */
package org.e2enet.benchmarks.kernel;
