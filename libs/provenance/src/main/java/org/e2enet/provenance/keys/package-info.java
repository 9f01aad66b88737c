/**
 * Ed25519 keys in PEM files: the installation's own, and those that somebody trusts.
 */
package org.e2enet.provenance.keys;
