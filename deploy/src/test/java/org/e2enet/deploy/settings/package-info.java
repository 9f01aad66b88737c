/** Which settings the built services know, and whether deployments set others. */
package org.e2enet.deploy.settings;
