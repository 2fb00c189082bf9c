package pro.livestream.stream.media;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.DependencyFailure;
import pro.livestream.platform.error.Envelope;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.CallerAuthenticator;
import pro.livestream.platform.request.RequestId;

/** Lets only a stream's broadcaster to its sockets for sending and for the studio; others get the error body before the upgrade. */
@ApplicationScoped
public class BroadcasterUpgradeCheck implements HttpUpgradeCheck {

    public static final TypedKey<Caller> CALLER = new TypedKey<>("caller");

    private static final Logger LOG = Logger.getLogger(BroadcasterUpgradeCheck.class);
    private static final Set<String> ENDPOINTS =
            Set.of("pro.livestream.stream.media.embedded.IngestSocket", "pro.livestream.stream.studio.StudioSocket");
    private static final String BEARER = "Bearer ";

    private final CallerAuthenticator authenticator;
    private final IngestDesk desk;

    BroadcasterUpgradeCheck(CallerAuthenticator authenticator, IngestDesk desk) {
        this.authenticator = authenticator;
        this.desk = desk;
    }

    @Override
    public boolean appliesTo(String endpointId) {
        return ENDPOINTS.contains(endpointId);
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        return Uni.createFrom()
                .deferred(() -> check(context))
                .invoke(caller -> context.userData().put(CALLER, caller))
                .map(caller -> CheckResult.permitUpgradeSync())
                .onFailure()
                .recoverWithUni(failure -> refuse(context.httpRequest(), refusal(failure)));
    }

    private Uni<Caller> check(HttpUpgradeContext context) {
        @Nullable String header = context.httpRequest().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw Refusal.unauthenticated("Log in first").refused();
        }
        UUID streamId = streamId(context.pathParam("id"));
        return authenticator
                .authenticate(header.substring(BEARER.length()).strip())
                .invoke(caller -> {
                    if (caller.kind() == Caller.Kind.ANONYMOUS) {
                        throw Refusal.unauthenticated("Log in first").refused();
                    }
                })
                .call(caller -> desk.broadcaster(caller.tenant().name(), streamId)
                        .invoke(broadcaster -> {
                            if (!caller.isUser() || !caller.userId().equals(broadcaster)) {
                                throw Refusal.forbidden("Only the broadcaster can do this")
                                        .refused();
                            }
                        }));
    }

    private static UUID streamId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("There is no such stream").refused();
        }
    }

    private static Refusal refusal(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return refused.refusal();
        }
        LOG.error("a socket could not be checked", failure);
        return DependencyFailure.isOne(failure)
                ? Refusal.unavailable("Something this needs is not reachable right now; try again soon")
                : Envelope.ofStatus(500);
    }

    /** The extension can only answer a bare status; so the answer is given here, and it never hears of it. */
    private static Uni<CheckResult> refuse(HttpServerRequest request, Refusal refusal) {
        String requestId = RequestId.takenOver(request.getHeader("X-Request-Id"));
        request.response()
                .setStatusCode(refusal.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader("X-Request-Id", requestId)
                .end(Envelope.json(refusal, requestId))
                .onFailure(e -> LOG.debug("a refused caller is gone", e));
        return Uni.createFrom().nothing();
    }
}
