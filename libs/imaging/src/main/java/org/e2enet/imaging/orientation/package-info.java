/** Array axes permuted and flipped, there and back exactly: closest to RAS, or coarsest axis first. */
package org.e2enet.imaging.orientation;
