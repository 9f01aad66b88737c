/**
 * Where the heavy work runs: off the event loops, one piece at a time, ended cleanly before native code unloads.
 */
package org.e2enet.infer.compute;
