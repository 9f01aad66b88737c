/**
 * What every service does alike at its borders: records in and out, faults over HTTP, one compute lane that drains.
 */
package org.e2enet.messaging;
