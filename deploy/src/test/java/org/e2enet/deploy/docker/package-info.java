/** Images: the Dockerfile's steps walked without an engine, the context it sees, the commands it ends with. */
package org.e2enet.deploy.docker;
