/**
 * The one port that people use: pages, the other services behind them, views of the catalogue, events, and the API of MONAI Label.
 */
package org.e2enet.console;
