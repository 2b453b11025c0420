package dev.stoker.edgar;

import dev.stoker.edgar.feed.FeedAnswer;
import dev.stoker.edgar.feed.FeedAnswer.Found;
import dev.stoker.edgar.feed.FeedAnswer.Refused;
import dev.stoker.edgar.feed.PoliteRequests;
import dev.stoker.edgar.feed.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Asks the Feed for one thing: empty where it says that it has none, a [FeedUnavailable] that says
/// why and what to do where it does not tell.
final class FeedInquiry {
    private static final String ANONYMOUS = "Stoker";

    private final FeedSettings settings;
    private final PoliteRequests requests;

    /// One request in the name of `userAgent`.
    interface Question<T> {
        FeedAnswer<T> ask(String userAgent) throws IOException, InterruptedException;
    }

    FeedInquiry(FeedSettings settings, PoliteRequests requests) {
        this.settings = settings;
        this.requests = requests;
    }

    /// @param path of what is asked for, for messages
    /// @param absent refusals that mean there is no such thing
    <T> Optional<T> ask(String path, Set<Refusal> absent, Question<T> question)
            throws FeedUnavailable, InterruptedException {
        String agent = userAgent();
        try {
            return switch (requests.send(() -> question.ask(agent))) {
                case Found<T>(T value) -> Optional.of(value);
                case Refused<T>(Refusal refusal, int status) -> {
                    if (absent.contains(refusal)) {
                        yield Optional.empty();
                    }
                    throw unavailable(path, refusal, status);
                }
            };
        } catch (IOException e) {
            throw new FeedUnavailable("%s: %s".formatted(path, e.getMessage()), e);
        }
    }

    private String userAgent() throws FeedUnavailable {
        if (settings.isSec() && settings.userAgent().isEmpty()) {
            throw new FeedUnavailable(
                    "%s wants to know who asks: set stoker.edgar.user-agent or SEC_USER_AGENT to \"Company Name contact@example.com\""
                            .formatted(settings.base().getHost()));
        }
        return settings.userAgent().orElse(ANONYMOUS);
    }

    private FeedUnavailable unavailable(String path, Refusal refusal, int status)
            throws IOException {
        String host = settings.base().getHost();
        return switch (refusal) {
            case TOO_FAST -> silent(path, host);
            case UNDECLARED ->
                    new FeedUnavailable(
                            "%s refused %s as an undeclared tool: stoker.edgar.user-agent must name a company and a mail address, not \"%s\""
                                    .formatted(host, path, settings.userAgent().orElse(ANONYMOUS)));
            case MISSING, DENIED, PASSING ->
                    new FeedUnavailable("%s answered %d for %s".formatted(host, status, path));
        };
    }

    private FeedUnavailable silent(String path, String host) throws IOException {
        Instant until = requests.silentUntil().orElse(Instant.MIN);
        return new FeedUnavailable(
                "%s blocked us for too many requests; %s can be asked for again at %s"
                        .formatted(host, path, until),
                until);
    }
}
