/**
 * When things are to be tried, and tried again.
 */
package org.e2enet.pacs.work;
