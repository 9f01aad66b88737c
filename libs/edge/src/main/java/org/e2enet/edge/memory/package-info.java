/**
 * The one memory budget of a service, made a bean.
 */
package org.e2enet.edge.memory;
