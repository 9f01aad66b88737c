/**
 * Settings.
 */
package org.e2enet.pacs.config;
