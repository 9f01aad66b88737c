/**
 * The audit trail, for reading: what every service recorded, as it lies on its topic.
 */
package org.e2enet.ingest.audit;
