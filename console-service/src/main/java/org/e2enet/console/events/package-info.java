/**
 * What happens, as one stream of server-sent events that says where to look again.
 */
package org.e2enet.console.events;
