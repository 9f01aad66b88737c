/** Holds the files under deploy, and docs/operations.md, to what the services are. */
package org.e2enet.deploy;
