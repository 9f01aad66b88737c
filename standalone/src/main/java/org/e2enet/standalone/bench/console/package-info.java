/**
 * How fast the console's pages are in a browser, over a real stack, against what they may take (docs/console.md).
 */
package org.e2enet.standalone.bench.console;
