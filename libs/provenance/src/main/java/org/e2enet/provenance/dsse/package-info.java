/**
 * DSSE, the envelope of a signed payload: version 1.0.2 of its protocol.
 */
package org.e2enet.provenance.dsse;
