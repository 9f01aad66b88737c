/**
 * {@code backup} and {@code restore}: all that a stack keeps, as of one moment.
 */
package org.e2enet.standalone.backup;
