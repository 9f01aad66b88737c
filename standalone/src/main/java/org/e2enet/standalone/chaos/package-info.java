/**
 * {@code e2enet bench chaos}: a stack under faults, and the ledger that must balance; and under constant load, for leaks.
 */
package org.e2enet.standalone.chaos;
