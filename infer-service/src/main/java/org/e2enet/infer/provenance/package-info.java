/**
 * Signed statements of how each segmentation came about, and the key that signs them.
 */
package org.e2enet.infer.provenance;
