/**
 * A real Kafka broker (KRaft, one node) in this JVM: the local stack's and the tests' broker.
 */
package org.e2enet.broker;
