/**
 * libtorch as this project uses it: loaded once, memory bound to scopes, programs loaded from text.
 */
package org.e2enet.torch.runtime;
