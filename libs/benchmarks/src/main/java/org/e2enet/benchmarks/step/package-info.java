/** Training steps of several engines side by side, and where a step of the sparse engine spends its time. */
package org.e2enet.benchmarks.step;
