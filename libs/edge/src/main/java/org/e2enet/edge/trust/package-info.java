/**
 * TLS between services: whom a service trusts when it calls another, the certificate it shows, and whose it wants to see.
 */
package org.e2enet.edge.trust;
