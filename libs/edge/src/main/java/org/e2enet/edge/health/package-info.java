/**
 * Whether the service can work (readiness: store, broker, stages that wait) and whether it lives; one that does not ends its process,
 * so that whoever started it starts it again.
 */
package org.e2enet.edge.health;
