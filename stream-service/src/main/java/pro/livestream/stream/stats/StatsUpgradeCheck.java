package pro.livestream.stream.stats;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.DependencyFailure;
import pro.livestream.platform.error.Envelope;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.identity.CallerAuthenticator;
import pro.livestream.platform.request.RequestId;
import pro.livestream.stream.access.StageAccess;

/** Lets servers and admins listen to the numbers; others get the error body before the upgrade. */
@ApplicationScoped
class StatsUpgradeCheck implements HttpUpgradeCheck {

    static final TypedKey<Caller> CALLER = new TypedKey<>("stats-caller");

    private static final Logger LOG = Logger.getLogger(StatsUpgradeCheck.class);
    private static final String BEARER = "Bearer ";

    private final CallerAuthenticator authenticator;

    StatsUpgradeCheck(CallerAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public boolean appliesTo(String endpointId) {
        return endpointId.equals(StatsSocket.class.getName());
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        return Uni.createFrom()
                .deferred(() -> check(context.httpRequest()))
                .invoke(caller -> context.userData().put(CALLER, caller))
                .map(caller -> CheckResult.permitUpgradeSync())
                .onFailure()
                .recoverWithUni(failure -> refuse(context.httpRequest(), refusal(failure)));
    }

    private Uni<Caller> check(HttpServerRequest request) {
        @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw Refusal.unauthenticated("Log in first").refused();
        }
        return authenticator
                .authenticate(header.substring(BEARER.length()).strip())
                .invoke(caller -> {
                    if (caller.kind() == Caller.Kind.ANONYMOUS) {
                        throw Refusal.unauthenticated("Log in first").refused();
                    }
                    StageAccess.requireServer(caller, StageAccess.READ);
                });
    }

    private static Refusal refusal(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return refused.refusal();
        }
        LOG.error("a listener to stats could not be checked", failure);
        return DependencyFailure.isOne(failure)
                ? Refusal.unavailable("Something this needs is not reachable right now; try again soon")
                : Envelope.ofStatus(500);
    }

    /** The extension can only answer a bare status; so the answer is given here, and it never hears of it. */
    private static Uni<CheckResult> refuse(HttpServerRequest request, Refusal refusal) {
        String requestId = RequestId.takenOver(request.getHeader(RequestId.HEADER));
        request.response()
                .setStatusCode(refusal.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(RequestId.HEADER, requestId)
                .end(Envelope.json(refusal, requestId))
                .onFailure(e -> LOG.debug("a refused caller is gone", e));
        return Uni.createFrom().nothing();
    }
}
