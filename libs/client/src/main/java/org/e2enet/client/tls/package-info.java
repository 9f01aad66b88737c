/**
 * TLS from PEM files that are read again when they change: whom a process trusts, and the certificate that it shows.
 */
package org.e2enet.client.tls;
