/**
 * Models of one dataset side by side: PT table and its sweep over weights, confidence intervals, tests, classes.
 */
package org.e2enet.metrics.compare;
