/**
 * What this service tells the others: scores of predictions, standings of models.
 */
package org.e2enet.metrics.announce;
