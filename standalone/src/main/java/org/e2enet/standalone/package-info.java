/**
 * Everything on one machine: the command line {@code ./e2enet} and the local stack behind it.
 */
package org.e2enet.standalone;
