/**
 * {@code e2enet train}: training asked for and watched from the command line.
 */
package org.e2enet.standalone.training;
