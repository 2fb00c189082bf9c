package pro.livestream.stream.activity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import pro.livestream.contracts.event.TipRefunded;
import pro.livestream.contracts.event.TipSucceeded;
import pro.livestream.platform.consumer.EventConsumer;

/** Adds up tips and what of them was given back. */
@ApplicationScoped
class TipConsumer {

    private final EventConsumer events;
    private final MinuteStore minutes;

    TipConsumer(EventConsumer events, MinuteStore minutes) {
        this.events = events;
        this.minutes = minutes;
    }

    @Incoming("payment-tips-in")
    Uni<Void> tipped(ConsumerRecord<String, byte[]> entry) {
        return events.consume(
                entry,
                TipSucceeded.class,
                (tx, tenant, tip) -> minutes.tip(
                        tx, Acts.Minute.of(tip.streamId(), tip.succeededAt()), tip.currency(), tip.amount()));
    }

    @Incoming("payment-refunded-in")
    Uni<Void> refunded(ConsumerRecord<String, byte[]> entry) {
        return events.consume(
                entry,
                TipRefunded.class,
                (tx, tenant, tip) -> minutes.refund(
                        tx, Acts.Minute.of(tip.streamId(), tip.refundedAt()), tip.currency(), tip.amount()));
    }
}
