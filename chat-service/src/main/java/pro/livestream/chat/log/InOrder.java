package pro.livestream.chat.log;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Gives answers in the order of their questions. A future that another thread completes calls a listener that comes too late at once, ahead
 * of those that wait for their turn on the listener's own loop; confined to that loop.
 */
final class InOrder<T> {

    private final Deque<Question<T>> asked = new ArrayDeque<>();

    private static final class Question<T> {
        private final Promise<T> promise = Promise.promise();
        private @Nullable AsyncResult<T> answer;
    }

    /** Completes as {@code answer} does, but not before all that were added before. */
    Future<T> add(Future<T> answer) {
        var question = new Question<T>();
        asked.add(question);
        answer.onComplete(known -> {
            question.answer = known;
            release();
        });
        return question.promise.future();
    }

    private void release() {
        for (var first = asked.peek(); first != null; first = asked.peek()) {
            var answer = first.answer;
            if (answer == null) {
                return;
            }
            asked.remove();
            first.promise.handle(answer);
        }
    }
}
