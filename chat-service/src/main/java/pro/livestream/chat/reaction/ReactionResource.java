package pro.livestream.chat.reaction;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.identity.Public;
import pro.livestream.platform.tenant.Tenant;

/** Stamps to choose from, and how a stream was reacted to. */
@Path("/api")
public class ReactionResource {

    private static final Pattern BUCKET = Pattern.compile("([1-9][0-9]{0,4})s");
    private static final int BUCKET_S_MAX = 86_400;

    private final StampStore stamps;
    private final ReactionStore reactions;
    private final CurrentCaller caller;

    /** A list without pages. */
    public record Items<T>(List<T> items) {}

    ReactionResource(StampStore stamps, ReactionStore reactions, CurrentCaller caller) {
        this.stamps = stamps;
        this.reactions = reactions;
        this.caller = caller;
    }

    @GET
    @Public
    @Path("/stamps")
    public Uni<Items<Stamp>> stamps() {
        return stamps.active(tenant()).map(Items::new);
    }

    @GET
    @Path("/streams/{id}/reactions/stats")
    public Uni<Items<ReactionStore.Bucket>> stats(
            @PathParam("id") String id, @QueryParam("bucket") @Nullable String bucket) {
        return reactions
                .stats(caller.get().tenant(), streamId(id), bucketS(bucket))
                .map(Items::new);
    }

    /** Nobody's tenant is the default one: direct calls without a token happen only inside. */
    private Tenant tenant() {
        try {
            return caller.get().tenant();
        } catch (RefusedException nobody) {
            return Tenant.DEFAULT;
        }
    }

    private static UUID streamId(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("There is no such stream").refused();
        }
    }

    private static int bucketS(@Nullable String bucket) {
        if (bucket == null) {
            return 10;
        }
        var matcher = BUCKET.matcher(bucket);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > BUCKET_S_MAX) {
            throw Refusal.validation("bucket", "must be seconds like 10s").refused();
        }
        return Integer.parseInt(matcher.group(1));
    }
}
