/**
 * {@code retention}: how long data is kept, and what must be.
 */
package org.e2enet.standalone.retention;
