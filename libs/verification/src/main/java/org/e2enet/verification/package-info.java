/**
 * Checks this installation against figures of the reference code: a folder in the layout of the shipped golden set.
 */
package org.e2enet.verification;
