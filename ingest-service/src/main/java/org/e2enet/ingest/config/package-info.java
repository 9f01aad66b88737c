/**
 * Settings of the service, checked at start.
 */
package org.e2enet.ingest.config;
