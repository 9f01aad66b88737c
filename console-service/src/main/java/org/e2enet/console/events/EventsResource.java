package org.e2enet.console.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** All that happens, over one connection: browsers allow six to a host. */
@Path("/api/events")
public class EventsResource {
    /** Keeps the line through whatever lies between, and finds out whether somebody still listens. */
    private static final Duration COMMENT = Duration.ofSeconds(15);

    private final Notices notices;

    @Inject
    EventsResource(Notices notices, MeterRegistry meters) {
        this.notices = notices;
        meters.gauge("e2enet.console.followers", notices, Notices::followers);
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "What happens, as server-sent events that say where to look again",
            description = "With Last-Event-ID what was missed of the last 10,000; else, or when that is not known,"
                    + " 'reset' first: look at everything again.")
    public Multi<OutboundSseEvent> follow(
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) String lastEventId, @Context Sse sse) {
        Multi<OutboundSseEvent> happening = notices.after(lastEventId).map(notice -> sse.newEventBuilder()
                .id(notice.id())
                .name(notice.name())
                .data(notice.data())
                .build());
        Multi<OutboundSseEvent> comments = Multi.createFrom()
                .ticks()
                .every(COMMENT)
                .onOverflow()
                .drop()
                .map(_ -> sse.newEventBuilder().comment("here").build());
        return Multi.createBy().merging().streams(happening, comments);
    }
}
