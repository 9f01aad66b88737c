/**
 * {@code audit}: who did what, and whether the trail of it is whole.
 */
package org.e2enet.standalone.audit;
