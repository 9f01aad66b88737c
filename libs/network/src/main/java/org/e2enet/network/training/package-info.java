/**
 * What an engine that trains offers, and what goes in and out of it: batches, step results, and the state a run resumes from.
 */
package org.e2enet.network.training;
