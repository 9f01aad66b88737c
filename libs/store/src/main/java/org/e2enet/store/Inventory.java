package org.e2enet.store;

import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.e2enet.contract.ObjectRef;

/** All that lies in a store, whoever put it there. */
public interface Inventory {
    /** Where going through it all is not offered: shows nothing, so that nothing is taken for forgotten. */
    Inventory NONE = new Inventory() {
        @Override
        public void forEachObject(Consumer<Stored> visitor) {}

        @Override
        public void forEachDocument(Consumer<byte[]> visitor) {}

        @Override
        public Set<ObjectRef> removeUnless(Set<ObjectRef> refs, Instant before, UnaryOperator<Set<ObjectRef>> wanted) {
            return Set.of();
        }
    };

    /**
     * An object, as its place tells.
     *
     * @param ref its media type is not known any more: {@code application/octet-stream}
     * @param writtenAt last time somebody stored this content
     */
    record Stored(ObjectRef ref, Instant writtenAt) {}

    /** Every object; those that come or go meanwhile may be among them or not. */
    void forEachObject(Consumer<Stored> visitor);

    /** Every document's text, of whatever kind, torn ones too; one that cannot be read ends the walk with {@code STO-202}. */
    void forEachDocument(Consumer<byte[]> visitor);

    /**
     * As {@link ObjectStore#removeUnless}, for who only supposes that nobody wants them: what was stored again since a moment stays, even if that
     * happens while they are removed, since whoever did is about to mention it.
     *
     * @param before the moment, by the store's clock
     */
    Set<ObjectRef> removeUnless(Set<ObjectRef> refs, Instant before, UnaryOperator<Set<ObjectRef>> wanted);
}
