/**
 * The store that all services share, made a bean once, and whether it can be written.
 */
package org.e2enet.edge.store;
