/** Encryption between services and towards people: certificates as files, read again when they change. */
package org.e2enet.deploy.tls;
