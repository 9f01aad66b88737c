/** Cases and the patches drawn from them: foreground oversampling, prefetching, always the same for a seed. */
package org.e2enet.training.data;
