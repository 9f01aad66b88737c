/**
 * Models that come from elsewhere, and which model an alias means.
 */
package org.e2enet.train.models;
