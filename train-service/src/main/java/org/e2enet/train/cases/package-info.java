/**
 * Cases of a training request, read from the store.
 */
package org.e2enet.train.cases;
