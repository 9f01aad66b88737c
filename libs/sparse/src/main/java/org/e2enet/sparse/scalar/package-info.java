/** The scalar twin: plain loops straight from the formulas, never tuned. It is the oracle of the vector kernels. */
package org.e2enet.sparse.scalar;
