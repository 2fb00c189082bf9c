package pro.livestream.chat.log;

import java.util.UUID;

/** A room over all tenants; one hash tag keeps its Redis keys on one shard. */
public record RoomKey(String tenant, UUID streamId) {

    String key(String part) {
        return "chat:" + tenant + ":{" + streamId + "}:" + part;
    }

    String channel() {
        return "chat:" + tenant + ":{" + streamId + "}";
    }
}
