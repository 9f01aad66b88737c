/** From a scan's originals in the store to what a network wants of it. */
package org.e2enet.preparation;
