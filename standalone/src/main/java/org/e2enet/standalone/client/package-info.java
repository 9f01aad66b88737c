/**
 * How the command line speaks to the services: events on topics, files over HTTP.
 */
package org.e2enet.standalone.client;
