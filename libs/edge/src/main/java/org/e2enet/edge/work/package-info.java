/**
 * Lanes: threads that do the service's work and can be asked to leave, so that what the end of the service interrupts is cancelled
 * and never failed.
 */
package org.e2enet.edge.work;
