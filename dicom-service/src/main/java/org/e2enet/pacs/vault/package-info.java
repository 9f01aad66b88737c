/**
 * What only this service and the archive know: files of its own, pseudonyms.
 */
package org.e2enet.pacs.vault;
