/** Where activations live: the blocked layout with depth in the lanes, and what a forward works on. */
package org.e2enet.sparse.memory;
