package org.e2enet.edge.audit;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a call's path does not tell, by who answers it: on which scan, with which model. */
@Singleton
public final class AuditNotes {
    private static final String KEY = AuditNotes.class.getName();

    private final CurrentVertxRequest current;

    @Inject
    AuditNotes(CurrentVertxRequest current) {
        this.current = current;
    }

    /** Adds to the record of the call under way. @param kind {@code scan}, {@code model}, {@code run} … */
    public void about(String kind, String id) {
        RoutingContext context = current.getCurrent();
        if (context != null) {
            List<String> notes = context.get(KEY);
            if (notes == null) {
                notes = new CopyOnWriteArrayList<>();
                context.put(KEY, notes);
            }
            notes.add(kind + " " + id);
        }
    }

    static List<String> of(RoutingContext context) {
        List<String> notes = context.get(KEY);
        return notes == null ? List.of() : List.copyOf(notes);
    }
}
