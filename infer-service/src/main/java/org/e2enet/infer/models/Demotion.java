package org.e2enet.infer.models;

import jakarta.inject.Singleton;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.Topic;
import org.e2enet.edge.records.EventSender;
import org.e2enet.edge.security.Author;

/** Takes aliases away: the document first, then a record without a value, which the topic's compaction keeps as the last word. */
@Singleton
class Demotion {
    private final ModelShelf shelf;
    private final Catalogue catalogue;
    private final EventSender events;
    private final Author author;

    Demotion(ModelShelf shelf, Catalogue catalogue, EventSender events, Author author) {
        this.shelf = shelf;
        this.catalogue = catalogue;
        this.events = events;
        this.author = author;
    }

    /** Returns when the broker has the record. @return whether the alias meant something */
    boolean demote(String alias) {
        if (!shelf.isPromoted(alias)) {
            return false;
        }
        catalogue.demote(alias, author.of(null));
        events.remove(Topic.MODELS_PROMOTED, alias);
        shelf.demote(alias);
        return true;
    }
}
