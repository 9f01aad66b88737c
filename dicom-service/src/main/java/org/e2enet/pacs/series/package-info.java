/**
 * From a series that was seen in an archive to a scan that names nobody.
 */
package org.e2enet.pacs.series;
