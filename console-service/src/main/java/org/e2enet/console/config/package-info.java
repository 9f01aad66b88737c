/**
 * Settings of console-service.
 */
package org.e2enet.console.config;
