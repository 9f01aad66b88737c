/**
 * How long data is kept: rules of data sets, holds of scans, objects that nobody mentions, and a report of it all.
 */
package org.e2enet.ingest.retention;
