/** Runs the steps of a plan on all cores. */
package org.e2enet.sparse.run;
