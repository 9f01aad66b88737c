/**
 * Plans made from the data sets of a stack's store.
 */
package org.e2enet.standalone.planning;
