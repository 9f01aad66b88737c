/**
 * Which model serves which alias: loaded from the store, checked by its probe, swapped without a restart.
 */
package org.e2enet.infer.models;
