/**
 * How long the database of scores takes to answer, filled as after years.
 */
package org.e2enet.benchmarks.history;
