/**
 * How a segmentation came about, said in a form that can be checked later and elsewhere: an in-toto statement in a DSSE envelope,
 * signed with the installation's Ed25519 key.
 */
package org.e2enet.provenance;
