package org.e2enet.catalogue;

import java.util.List;

/**
 * A part of a listing.
 *
 * @param next what to ask after for the next part, or null at the end
 */
public record Page<T>(List<T> items, String next) {
    public Page {
        items = List.copyOf(items);
    }
}
