package pro.livestream.archive.replay;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import pro.livestream.contracts.CloudEventHeaders;
import pro.livestream.contracts.event.ChatMessageDeleted;
import pro.livestream.contracts.event.ChatMessageEdited;
import pro.livestream.contracts.event.ChatMessagePosted;
import pro.livestream.platform.consumer.EventConsumer;
import pro.livestream.platform.event.EventSerde;

/** What happened to messages of one tenant, by kind. */
record ChatActs(List<ChatMessagePosted> posted, List<ChatMessageEdited> edited, List<ChatMessageDeleted> deleted) {

    static ChatActs none() {
        return new ChatActs(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** Kinds that a replay does not show are passed over; fails on what is not what its header says. */
    void add(ConsumerRecord<String, byte[]> entry) {
        switch (typeOf(entry)) {
            case ChatMessagePosted.TYPE -> posted.add(EventSerde.read(entry.value(), ChatMessagePosted.class));
            case ChatMessageEdited.TYPE -> edited.add(EventSerde.read(entry.value(), ChatMessageEdited.class));
            case ChatMessageDeleted.TYPE -> deleted.add(EventSerde.read(entry.value(), ChatMessageDeleted.class));
            default -> {}
        }
    }

    /** One record alone, with all that the platform does for records that make trouble. */
    static Uni<Void> consume(EventConsumer events, ConsumerRecord<String, byte[]> entry, ReplayStore store) {
        return switch (typeOf(entry)) {
            case ChatMessagePosted.TYPE ->
                events.consume(entry, ChatMessagePosted.class, (tx, tenant, event) -> {
                    var one = none();
                    one.posted.add(event);
                    return store.apply(tx, one);
                });
            case ChatMessageEdited.TYPE ->
                events.consume(entry, ChatMessageEdited.class, (tx, tenant, event) -> {
                    var one = none();
                    one.edited.add(event);
                    return store.apply(tx, one);
                });
            case ChatMessageDeleted.TYPE ->
                events.consume(entry, ChatMessageDeleted.class, (tx, tenant, event) -> {
                    var one = none();
                    one.deleted.add(event);
                    return store.apply(tx, one);
                });
            default -> Uni.createFrom().voidItem();
        };
    }

    private static String typeOf(ConsumerRecord<String, byte[]> entry) {
        return EventSerde.header(entry.headers(), CloudEventHeaders.TYPE).orElse("");
    }
}
