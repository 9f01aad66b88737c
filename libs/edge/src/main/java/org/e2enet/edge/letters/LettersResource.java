package org.e2enet.edge.letters;

import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.rest.Problems;

/** Dead letters of the topics that this service reads. */
@Path("/letters")
@Produces(MediaType.APPLICATION_JSON)
public class LettersResource {
    private static final int MOST = 1_000;

    private final Letters letters;

    @Inject
    LettersResource(Letters letters) {
        this.letters = letters;
    }

    /** @param next the {@code after} of the next page, absent on the last */
    public record Page(List<Letter> letters, String next) {}

    /** @param replayed how many were sent to their topics by this call */
    public record Replayed(int replayed) {}

    /** Letters by place, those neither replayed nor dismissed unless {@code replayed=true}. */
    @GET
    public Page list(
            @QueryParam("topic") String topic,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("replayed") @DefaultValue("false") boolean replayed) {
        if (limit < 1 || limit > MOST) {
            throw LetterFaults.badLimit(MOST).exception();
        }
        List<Letter> found = letters.list(topic, after == null ? null : begin(after), limit, replayed);
        return new Page(found, found.size() < limit ? null : found.getLast().id());
    }

    /** Sends a letter's record to its topic again, once. */
    @POST
    @Path("{id}/replay")
    public Letter replay(@PathParam("id") String id) {
        return letters.replay(id(id));
    }

    /** Puts a letter away: it is listed no longer and not replayed any more. One that was replayed stays so. */
    @POST
    @Path("{id}/dismiss")
    public Letter dismiss(@PathParam("id") String id) {
        return letters.dismiss(id(id));
    }

    /** Sends all that were not replayed to their topics, those of one topic where it is named. */
    @POST
    @Path("replay")
    public Replayed replayAll(@QueryParam("topic") String topic) {
        int replayed = 0;
        LetterId after = null;
        List<Letter> page;
        do {
            page = letters.list(topic, after, MOST, false);
            for (Letter letter : page) {
                after = id(letter.id());
                letters.replay(after);
                replayed++;
            }
        } while (page.size() == MOST);
        return new Replayed(replayed);
    }

    private static LetterId begin(String cursor) {
        return LetterId.parse(cursor).orElseThrow(() -> EdgeFaults.badCursor().exception());
    }

    private static LetterId id(String text) {
        return LetterId.parse(text).orElseThrow(() -> Problems.notFound(LetterFaults.unknown()));
    }
}
