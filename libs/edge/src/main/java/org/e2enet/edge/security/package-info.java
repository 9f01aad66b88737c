/**
 * Who may do what: logins by OpenID Connect, roles, and the list of calls with the roles that may make them. A service adds nothing but
 * its lines in {@code META-INF/access/<service>.txt}.
 */
package org.e2enet.edge.security;
