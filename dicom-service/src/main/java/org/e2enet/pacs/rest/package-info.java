/**
 * What the service tells over HTTP.
 */
package org.e2enet.pacs.rest;
