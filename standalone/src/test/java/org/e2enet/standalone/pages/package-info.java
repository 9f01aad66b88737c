/** The console's pages in a real browser, over real services. */
package org.e2enet.standalone.pages;
