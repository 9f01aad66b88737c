/**
 * All settings of the train service, with their defaults and bounds.
 */
package org.e2enet.train.config;
