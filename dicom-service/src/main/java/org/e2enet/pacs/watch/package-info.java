/**
 * Following archives: what is new there.
 */
package org.e2enet.pacs.watch;
