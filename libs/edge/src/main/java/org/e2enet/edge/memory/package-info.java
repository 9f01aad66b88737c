/**
 * The memory of the process, lent out: whoever needs much asks before work, so that running out is waiting and never an end.
 */
package org.e2enet.edge.memory;
