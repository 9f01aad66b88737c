/**
 * What is said of a segmentation: in-toto Statement v1 with a predicate of our own.
 */
package org.e2enet.provenance.statement;
