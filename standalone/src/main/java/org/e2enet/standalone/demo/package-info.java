/**
 * {@code e2enet demo}: the main job on sample scans, from upload to report, through the services.
 */
package org.e2enet.standalone.demo;
