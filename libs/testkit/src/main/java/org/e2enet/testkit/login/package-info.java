/**
 * An OpenID provider for tests, with keys of its own, and tokens of every kind it would never give out.
 */
package org.e2enet.testkit.login;
