/**
 * Which series go to which data set and model.
 */
package org.e2enet.pacs.routing;
