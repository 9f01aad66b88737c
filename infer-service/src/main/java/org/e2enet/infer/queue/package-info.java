/**
 * Whose turn it is: predictions wait here by priority, pause for more urgent ones, and leave when they are cancelled or too late.
 */
package org.e2enet.infer.queue;
