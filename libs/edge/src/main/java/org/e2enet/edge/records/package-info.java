/**
 * Records in and out. What arrives is worked on, answered, put aside or waits for its surroundings, and never stops its topic; what
 * is sent is confirmed by the broker or told as a fault.
 */
package org.e2enet.edge.records;
