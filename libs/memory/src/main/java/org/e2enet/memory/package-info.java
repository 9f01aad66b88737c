/**
 * Memory that is asked for before work begins.
 */
package org.e2enet.memory;
