/**
 * Every service's door over HTTP: who may come in, how much may be brought, and one form (RFC 9457) for every refusal.
 */
package org.e2enet.edge.rest;
