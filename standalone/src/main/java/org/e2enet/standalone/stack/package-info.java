/**
 * The local stack: an embedded Kafka in this JVM and the four services as child processes on one data folder.
 */
package org.e2enet.standalone.stack;
