package pro.livestream.notification.delivery;

import io.smallrye.mutiny.Uni;
import pro.livestream.notification.preference.Channel;
import pro.livestream.platform.tenant.Tenant;

/** Takes notifications to users who are elsewhere: by mail, by web push. */
public interface Sender {
    Channel channel();

    /** How many a second this replica sends at most. */
    int perSecondMax();

    /** A failed Uni counts as {@link Outcome.Failed}. */
    Uni<Outcome> send(Tenant tenant, Delivery delivery);
}
