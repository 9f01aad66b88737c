/**
 * The claim-check store: objects named by the SHA-256 of their content, written atomically.
 */
package org.e2enet.store;
