/**
 * Networks without a stack: what they cost, one patch through them.
 */
package org.e2enet.standalone.models;
