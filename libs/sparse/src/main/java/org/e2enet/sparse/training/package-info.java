/** Training in pure Java: forward, way back and update over active kernels only. */
package org.e2enet.sparse.training;
