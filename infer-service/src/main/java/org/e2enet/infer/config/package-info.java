/**
 * All settings of the infer service, with their defaults and bounds.
 */
package org.e2enet.infer.config;
