/** The contract between the plan and the code that computes: kernels cut into tasks, and the choice of their family. */
package org.e2enet.sparse.kernel;
