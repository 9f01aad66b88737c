/**
 * The services as a caller sees them: one client per service over its REST surface, refusals as the faults that the service
 * answered with, and waiting for a state by asking again. The command line knows no other way into a stack.
 */
package org.e2enet.client;
