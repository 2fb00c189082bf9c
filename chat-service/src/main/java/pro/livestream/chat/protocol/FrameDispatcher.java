package pro.livestream.chat.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.fanout.Connection;
import pro.livestream.chat.frame.ChatError;
import pro.livestream.chat.frame.ClientFrame;
import pro.livestream.chat.frame.ServerFrame;
import pro.livestream.chat.history.HistoryStore;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.message.Changes;
import pro.livestream.chat.message.Messages;
import pro.livestream.chat.reaction.ReactionService;
import pro.livestream.chat.room.Room;
import pro.livestream.chat.room.RoomMemory;
import pro.livestream.chat.room.Rooms;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.platform.tenant.Tenant;

/** Brings each understood frame to whoever does what it asks for. */
@Singleton
class FrameDispatcher {

    private static final Logger LOG = Logger.getLogger(FrameDispatcher.class);

    private final CoreLoop loop;
    private final Rooms rooms;
    private final Messages messages;
    private final Changes changes;
    private final ReactionService reactions;
    private final HistoryStore history;
    private final RoomMemory memory;
    private final Rejections rejections;

    FrameDispatcher(
            CoreLoop loop,
            Rooms rooms,
            Messages messages,
            Changes changes,
            ReactionService reactions,
            HistoryStore history,
            RoomMemory memory,
            Rejections rejections) {
        this.loop = loop;
        this.rooms = rooms;
        this.messages = messages;
        this.changes = changes;
        this.reactions = reactions;
        this.history = history;
        this.memory = memory;
        this.rejections = rejections;
    }

    void dispatch(RoomKey key, Connection connection, ClientFrame frame) {
        if (frame instanceof ClientFrame.Ping) {
            connection.send(new ServerFrame.Pong());
            return;
        }
        long received = System.nanoTime();
        loop.execute(() -> {
            var room = rooms.get(key);
            if (room != null) {
                carryOut(room, connection, frame, received);
            }
        });
    }

    private void carryOut(Room room, Connection connection, ClientFrame frame, long received) {
        switch (frame) {
            case ClientFrame.Message message -> messages.send(room, connection, message, received);
            case ClientFrame.Reaction reaction -> reactions.react(room, connection, reaction.stampId());
            case ClientFrame.Edit edit ->
                answer(connection, changes.edit(actor(room, connection), edit.id(), edit.text()));
            case ClientFrame.Delete delete -> answer(connection, changes.delete(actor(room, connection), delete.id()));
            case ClientFrame.Pin pin -> answer(connection, changes.pin(actor(room, connection), pin.id()));
            case ClientFrame.Unpin unpin -> answer(connection, changes.unpin(actor(room, connection)));
            case ClientFrame.Resume resume -> room.resume(connection, resume.epoch(), resume.offset());
            case ClientFrame.History past -> past(room, connection, past.before(), past.limit());
            case ClientFrame.Ping ping -> connection.send(new ServerFrame.Pong());
            case ClientFrame.Malformed malformed ->
                connection.send(new ServerFrame.Refused(malformed.code(), malformed.message(), null, null));
        }
    }

    private static Changes.Actor actor(Room room, Connection connection) {
        var member = connection.member();
        var facts = room.facts();
        return new Changes.Actor(facts, member.userId(), facts.roleOf(member.caller()));
    }

    private void answer(Connection connection, Future<Void> change) {
        change.onFailure(failure -> {
            if (failure instanceof RefusedException refused) {
                var refusal = refused.refusal();
                rejections.frame(refusal.code());
                connection.send(new ServerFrame.Refused(refusal.code(), refusal.message(), null, null));
            } else {
                LOG.warn("A change failed", failure);
                rejections.frame(ChatError.UNAVAILABLE.name());
                connection.send(ChatError.UNAVAILABLE.frame(null));
            }
        });
    }

    private void past(Room room, Connection connection, @Nullable Long before, int limit) {
        var recent = room.before(before, limit);
        if (recent != null) {
            connection.send(new ServerFrame.Past(recent, true));
            return;
        }
        if (room.facts().settings().retention().isMemoryOnly()) {
            memory.before(room.key(), before, limit + 1)
                    .onSuccess(newest -> tell(
                            connection,
                            newest.stream().map(ObjectNode::toString).toList(),
                            limit))
                    .onFailure(away -> connection.send(ChatError.UNAVAILABLE.frame(null)));
            return;
        }
        history.before(new Tenant(room.key().tenant()), room.key().streamId(), before, limit + 1)
                .subscribe()
                .with(
                        newest -> tell(
                                connection,
                                newest.stream().map(HistoryStore.Stored::json).toList(),
                                limit),
                        failure -> connection.send(ChatError.UNAVAILABLE.frame(null)));
    }

    private static void tell(Connection connection, List<String> newestFirst, int limit) {
        var comments = new ArrayList<String>();
        newestFirst.stream().limit(limit).forEach(comments::addFirst);
        connection.send(new ServerFrame.Past(comments, newestFirst.size() > limit));
    }
}
