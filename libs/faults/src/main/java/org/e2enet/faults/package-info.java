/**
 * What went wrong, where, and how to mend it, with a stable code: the one shape of every error a user sees.
 */
package org.e2enet.faults;
