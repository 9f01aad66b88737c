/**
 * Networks without a stack: what they cost, one patch through them, and as files.
 */
package org.e2enet.standalone.models;
