package pro.livestream.payment.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When the provider is asked for what its webhooks did not tell. */
@ConfigMapping(prefix = "livestream.reconcile")
public interface ReconcileConfig {

    /** How often it is looked for what to ask. */
    @WithDefault("${RECONCILE_EVERY:30s}")
    String every();

    /** For how long a transaction may wait for the provider's word before it is asked. */
    @WithDefault("${RECONCILE_PENDING_MAX:PT2M}")
    Duration pendingMax();

    /** When it is asked again about the same transaction. */
    @WithDefault("${RECONCILE_AGAIN:PT5M}")
    Duration again();

    /** How many transactions of a tenant are asked about at a time. */
    @WithDefault("20")
    int batch();

    /** After this time an unpaid transaction is called off. */
    @WithDefault("PT24H")
    Duration abandonAfter();

    /** How far back the provider's own list of events is compared with ours, each time. */
    @WithDefault("${RECONCILE_EVENTS_BACK:PT1H}")
    Duration eventsBack();

    /** How long an event has to reach the webhook before it counts as lost. */
    @WithDefault("${RECONCILE_EVENTS_GRACE:PT1M}")
    Duration eventsGrace();
}
