/**
 * Scores and comparisons of files, without a stack.
 */
package org.e2enet.standalone.scores;
