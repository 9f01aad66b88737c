/**
 * {@code e2enet verify}: this installation against reference figures.
 */
package org.e2enet.standalone.verify;
