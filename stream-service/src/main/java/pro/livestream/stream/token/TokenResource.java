package pro.livestream.stream.token;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.CurrentCaller;
import pro.livestream.platform.identity.Public;
import pro.livestream.stream.access.StageAccess;

/** {@code /api/token}: what lets participants onto stages. */
@Path("/api/token")
@Tag(name = "stages")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TokenResource {

    private final StageTokens tokens;
    private final StageTokenMint mint;
    private final StreamLookup streams;
    private final CurrentCaller caller;

    TokenResource(StageTokens tokens, StageTokenMint mint, StreamLookup streams, CurrentCaller caller) {
        this.tokens = tokens;
        this.mint = mint;
        this.streams = streams;
        this.caller = caller;
    }

    @POST
    @Path("/publisher")
    @Operation(
            summary =
                    "A token to publish, on the master stage where none is named; users need a live stream of their own")
    @APIResponseSchema(value = PublisherTokenView.class, responseCode = "201")
    public Uni<Response> publisher(@Nullable TokenDraft body) {
        Caller who = caller.get();
        var draft = TokenDraft.required(body);
        String userId = StageAccess.subject(who, draft.userId(), StageAccess.TOKENS);
        var attributes = draft.checkedAttributes();
        return mayPublish(who)
                .chain(() -> tokens.publisher(who.tenant(), userId, Optional.ofNullable(draft.stageArn()), attributes))
                .map(TokenResource::created);
    }

    private Uni<Void> mayPublish(Caller who) {
        if (!who.isUser() || who.isTenantModerator()) {
            return Uni.createFrom().voidItem();
        }
        return streams.isLive(who.tenant(), who.userId())
                .invoke(live -> {
                    if (!live) {
                        throw Refusal.forbidden("Only somebody with a live stream can publish")
                                .refused();
                    }
                })
                .replaceWithVoid();
    }

    @POST
    @Path("/viewer")
    @Operation(summary = "A token to watch, on the fullest stage with room where none is named")
    @APIResponseSchema(value = TokenView.class, responseCode = "201")
    public Uni<Response> viewer(@Nullable TokenDraft body) {
        Caller who = caller.get();
        var draft = TokenDraft.required(body);
        String userId = StageAccess.subject(who, draft.userId(), StageAccess.TOKENS);
        return tokens.viewer(
                        who.tenant(),
                        userId,
                        draft.stream(),
                        Optional.ofNullable(draft.stageArn()),
                        draft.checkedAttributes())
                .map(TokenResource::created);
    }

    @POST
    @Path("/mediaserver")
    @Operation(summary = "A token for the relay of a media server; needs the scope internal")
    @APIResponseSchema(value = TokenView.class, responseCode = "201")
    public Uni<Response> mediaServer(@Nullable TokenDraft body) {
        Caller who = StageAccess.requireInternal(caller.get());
        String stageArn = TokenDraft.required(body).stageArn();
        if (stageArn == null) {
            throw Refusal.validation("stageArn", "is required").refused();
        }
        return tokens.mediaServer(who.tenant(), stageArn).map(TokenResource::created);
    }

    @GET
    @Path("/jwks")
    @Public
    @Operation(summary = "The keys that participant tokens are checked with")
    public Uni<String> jwks() {
        return mint.jwks(caller.get().tenant());
    }

    /** A token is nobody else's business. */
    private static Response created(Object view) {
        var never = new CacheControl();
        never.setNoStore(true);
        return Response.status(Response.Status.CREATED)
                .entity(view)
                .cacheControl(never)
                .build();
    }
}
