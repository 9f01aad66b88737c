/**
 * {@code e2enet login} and {@code logout}.
 */
package org.e2enet.standalone.login;
