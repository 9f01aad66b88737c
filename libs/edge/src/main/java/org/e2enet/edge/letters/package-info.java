/**
 * Dead letters over REST: each service lists those of the topics it reads, and sends them to their topics again.
 */
package org.e2enet.edge.letters;
