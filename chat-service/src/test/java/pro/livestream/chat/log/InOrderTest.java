package pro.livestream.chat.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InOrderTest {

    @Test
    void answersComeInTheOrderOfTheirQuestionsWhetherTheySucceedOrNot() {
        var order = new InOrder<String>();
        var told = new ArrayList<String>();
        var first = Promise.<String>promise();
        var second = Promise.<String>promise();
        order.add(first.future()).onSuccess(told::add);
        order.add(second.future()).onFailure(failure -> told.add(String.valueOf(failure.getMessage())));
        order.add(Future.succeededFuture("third")).onSuccess(told::add);

        second.fail("second");
        assertEquals(List.of(), told);
        first.complete("first");

        assertEquals(List.of("first", "second", "third"), told);
        order.add(Future.succeededFuture("fourth")).onSuccess(told::add);
        assertEquals("fourth", told.getLast());
    }

    @Test
    void whoeverAsksAgainFromWithinAnAnswerComesLast() {
        var order = new InOrder<String>();
        var told = new ArrayList<String>();
        var first = Promise.<String>promise();
        order.add(first.future()).onSuccess(answer -> {
            told.add(answer);
            order.add(Future.succeededFuture("third")).onSuccess(told::add);
        });
        order.add(Future.succeededFuture("second")).onSuccess(told::add);

        first.complete("first");

        assertEquals(List.of("first", "second", "third"), told);
    }
}
