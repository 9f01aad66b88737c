/**
 * Events on their way out: acknowledged by the broker before the caller goes on.
 */
package org.e2enet.ingest.announce;
