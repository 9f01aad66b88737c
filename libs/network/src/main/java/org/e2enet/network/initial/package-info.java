/**
 * The values a network starts from.
 */
package org.e2enet.network.initial;
