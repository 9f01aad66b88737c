/**
 * How the installation does: services, readers of topics, room in the store.
 */
package org.e2enet.console.operations;
