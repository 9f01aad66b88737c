/**
 * Whom a service trusts when it calls another over TLS.
 */
package org.e2enet.edge.trust;
