/**
 * Who did what: every write and every read of results becomes a record on {@code audit.recorded}, a link of this process' chain.
 */
package org.e2enet.edge.audit;
