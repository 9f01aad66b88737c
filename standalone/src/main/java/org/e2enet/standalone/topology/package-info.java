/**
 * Masks rebuilt from what a training told while it ran.
 */
package org.e2enet.standalone.topology;
