package pro.livestream.platform.identity;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;

/** The caller of the REST request at hand. */
@RequestScoped
public class CurrentCaller {
    private @Nullable Caller caller;

    void set(Caller authenticated) {
        this.caller = authenticated;
    }

    /** Whoever calls, also somebody not logged in; refuses a request without any token. */
    public Caller get() {
        if (caller == null) {
            throw Refusal.unauthenticated("Log in first").refused();
        }
        return caller;
    }

    /** A logged-in person; refuses others. */
    public Caller requireUser() {
        var known = get();
        if (known.kind() == Caller.Kind.ANONYMOUS) {
            throw Refusal.unauthenticated("Log in first").refused();
        }
        if (!known.isUser()) {
            throw Refusal.forbidden("Only a user can do this").refused();
        }
        return known;
    }

    /** One of our own services; refuses others as if the path did not exist. */
    public Caller requireService() {
        var known = get();
        if (known.kind() != Caller.Kind.SERVICE) {
            throw Refusal.notFound("There is nothing here").refused();
        }
        return known;
    }
}
