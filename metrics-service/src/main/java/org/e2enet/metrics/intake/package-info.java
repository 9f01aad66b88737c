/**
 * Records from the broker: each is handled once in effect, or goes to the dead letters with a reason code.
 */
package org.e2enet.metrics.intake;
