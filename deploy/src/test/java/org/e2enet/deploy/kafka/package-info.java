/** Kafka as deployments set it up: topics, users, what each may do. */
package org.e2enet.deploy.kafka;
