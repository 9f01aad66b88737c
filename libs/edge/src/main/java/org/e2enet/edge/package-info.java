/**
 * What every service does alike at its borders: records in and out, faults over HTTP, one compute lane that drains,
 * readiness while the store can be written.
 */
package org.e2enet.edge;
