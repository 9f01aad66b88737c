/**
 * What the paper printed: its tables, from {@code docs/paper}, and how their PT scores come out of its own figures.
 */
package org.e2enet.scoring.paper;
