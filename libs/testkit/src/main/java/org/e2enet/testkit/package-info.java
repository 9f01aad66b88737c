/**
 * What tests share: an embedded Kafka broker, the golden figures of the reference code, synthetic volumes.
 */
package org.e2enet.testkit;
