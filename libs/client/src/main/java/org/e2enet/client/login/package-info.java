/**
 * Logins at an OpenID provider for programs: a person by the device flow, a machine by its secret.
 */
package org.e2enet.client.login;
