/**
 * One fold: checked, trained or resumed, and its state kept where a redelivered record finds it.
 */
package org.e2enet.train.fold;
