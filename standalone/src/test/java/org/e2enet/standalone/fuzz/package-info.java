/** Nasty requests to every call of a running installation, with every role, and what no answer may be. */
package org.e2enet.standalone.fuzz;
