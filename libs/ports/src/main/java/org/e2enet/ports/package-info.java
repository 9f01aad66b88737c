/**
 * Ports that stay with whoever stops and listens again.
 */
package org.e2enet.ports;
