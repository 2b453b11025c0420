package dev.stoker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.testkit.CannedAnswer;
import dev.stoker.testkit.MovableTime;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final MovableTime time = new MovableTime();
    private final List<Duration> waits = new ArrayList<>();
    private final Deque<HttpResponse<String>> answers = new ArrayDeque<>();
    private final Patience patience =
            new Patience(
                    time,
                    wait -> {
                        waits.add(wait);
                        time.advance(wait);
                        return false;
                    },
                    Duration.ofMinutes(1));

    @Test
    void anAnswerThatIsFinalIsNotRepeated() throws Exception {
        answer(400, Map.of());

        assertEquals(400, send().statusCode());
        assertEquals(List.of(), waits);
    }

    @Test
    void millisecondsAreHonouredBeforeSeconds() throws Exception {
        answer(503, Map.of("Retry-After", "7", "retry-after-ms", "1500"));
        answer(200, Map.of());

        assertEquals(200, send().statusCode());
        assertEquals(List.of(Duration.ofMillis(1500)), waits);
    }

    @Test
    void secondsAreHonoured() throws Exception {
        answer(503, Map.of("Retry-After", "7"));
        answer(200, Map.of());

        assertEquals(200, send().statusCode());
        assertEquals(List.of(Duration.ofSeconds(7)), waits);
    }

    @Test
    void withoutAHintTheWaitDoublesUpToTenSeconds() throws Exception {
        for (int i = 0; i < 7; i++) {
            answer(502, Map.of());
        }
        answer(200, Map.of());

        send();

        assertEquals(
                List.of(500L, 1000L, 2000L, 4000L, 8000L, 10000L, 10000L),
                waits.stream().map(Duration::toMillis).toList());
    }

    @Test
    void aServerThatForbidsRetriesIsObeyed() throws Exception {
        answer(503, Map.of("x-should-retry", "false", "Retry-After", "1"));

        assertEquals(503, send().statusCode());
        assertEquals(List.of(), waits);
    }

    @Test
    void theLastAnswerIsReturnedWhenTheDeadlineLeavesNoTime() throws Exception {
        answer(503, Map.of("Retry-After", "50"));
        answer(503, Map.of("Retry-After", "50"));

        assertEquals(503, send().statusCode());
        assertEquals(1, waits.size());
    }

    @Test
    void aRefusedConnectionIsTriedUntilTheDeadline() {
        assertThrows(
                ConnectException.class,
                () ->
                        patience.send(left -> {
                            throw new ConnectException("refused");
                        }));

        Duration waited = waits.stream().reduce(Duration.ZERO, Duration::plus);
        assertEquals(55500, waited.toMillis());
    }

    @Test
    void eachAttemptGetsWhatIsLeftUntilTheDeadline() throws Exception {
        answer(503, Map.of("Retry-After", "20"));
        answer(200, Map.of());
        List<Duration> lefts = new ArrayList<>();

        patience.send(left -> {
            lefts.add(left);
            return answers.removeFirst();
        });

        assertEquals(List.of(Duration.ofSeconds(60), Duration.ofSeconds(40)), lefts);
    }

    private void answer(int status, Map<String, String> headers) {
        answers.add(new CannedAnswer(status, headers, ""));
    }

    private HttpResponse<String> send() throws IOException, InterruptedException {
        return patience.send(left -> answers.removeFirst());
    }
}
