package pro.livestream.chat.message;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.function.Function;
import pro.livestream.chat.frame.Comment;
import pro.livestream.chat.log.Position;

/** Something that has its place in a room's log and must still be stored; on the core loop. */
sealed interface Storing {

    String tenant();

    /** It is committed. */
    void stored();

    /** PostgreSQL will never take it. */
    void rejected();

    /** A new message; its row also says whether the brokers have its event. */
    final class Message implements Storing {
        private final String tenant;
        private final Comment comment;
        private final Position position;
        private final Runnable onStored;
        private final Runnable onRejected;
        boolean confirmed;
        boolean storedAsConfirmed;
        boolean committed;

        Message(String tenant, Comment comment, Position position, Runnable onStored, Runnable onRejected) {
            this.tenant = tenant;
            this.comment = comment;
            this.position = position;
            this.onStored = onStored;
            this.onRejected = onRejected;
        }

        @Override
        public String tenant() {
            return tenant;
        }

        Comment comment() {
            return comment;
        }

        Position position() {
            return position;
        }

        @Override
        public void stored() {
            committed = true;
            onStored.run();
        }

        @Override
        public void rejected() {
            onRejected.run();
        }
    }

    /** A change of what was said or how the room is used. */
    record Change(String tenant, Function<SqlConnection, Uni<Void>> work, Runnable onStored, Runnable onRejected)
            implements Storing {

        @Override
        public void stored() {
            onStored.run();
        }

        @Override
        public void rejected() {
            onRejected.run();
        }
    }
}
