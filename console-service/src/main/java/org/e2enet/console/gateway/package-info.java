/**
 * The services behind, under {@code /api/<service>/}: a fixed list of methods and paths, bodies streamed both ways.
 */
package org.e2enet.console.gateway;
