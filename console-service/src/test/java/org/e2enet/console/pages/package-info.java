/** The console's pages in a real browser. */
package org.e2enet.console.pages;
