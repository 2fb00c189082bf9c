package pro.livestream.notification.preference;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.error.NotificationError;
import pro.livestream.platform.identity.CurrentCaller;

/** Preferences over HTTP. */
@Path("/api/notifications/preferences")
class PreferenceResource {
    private final PreferenceService preferences;
    private final CurrentCaller caller;

    PreferenceResource(PreferenceService preferences, CurrentCaller caller) {
        this.preferences = preferences;
        this.caller = caller;
    }

    @GET
    public Uni<Preferences> get() {
        return preferences.get(caller.requireUser());
    }

    @PUT
    public Uni<Preferences> put(@Nullable Preferences body) {
        var user = caller.requireUser();
        if (body == null) {
            throw new NotificationError.BodyMissing().refused();
        }
        return preferences.put(user, body);
    }
}
