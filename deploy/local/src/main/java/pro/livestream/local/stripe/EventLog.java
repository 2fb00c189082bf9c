package pro.livestream.local.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;

/** What happened, as Stripe tells it; each event also waits for its delivery to the webhook. */
final class EventLog {
    static final String API_VERSION = "2026-07-29.dahlia";

    private final Journal journal;
    private final Clock clock;

    EventLog(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    void add(String type, ObjectNode object) {
        var json = JsonNodeFactory.instance;
        var id = Ids.next("evt");
        var event = json.objectNode()
                .put("id", id)
                .put("object", "event")
                .put("api_version", API_VERSION)
                .put("created", clock.instant().getEpochSecond());
        event.putObject("data").set("object", object.deepCopy());
        event.put("livemode", false).put("pending_webhooks", 1);
        event.putObject("request").putNull("id").putNull("idempotency_key");
        event.put("type", type);
        journal.put(Journal.Kind.EVENT, id, event);
        journal.put(
                Journal.Kind.DELIVERY,
                id,
                json.objectNode().put("id", id).put("attempts", 0).put("due", clock.millis()));
    }
}
