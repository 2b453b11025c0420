package dev.stoker.summarize;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stoker.batch.job.NewItem;
import dev.stoker.edgar.text.Excerpt;
import dev.stoker.edgar.text.TextOptions;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// Filings as items of a batch.
final class FilingItem {
    static final String PATH = "/v1/chat/completions";

    private final String model;
    private final Prompt prompt;
    private final TextOptions text;
    private final String withoutText;
    private final Optional<String> weights;

    FilingItem(String model, Prompt prompt, TextOptions text) {
        this(model, prompt, text, Optional.empty());
    }

    /// @param weights what answers: an earlier answer of the same to the same is taken; empty where
    ///   every filing is to be summarised
    FilingItem(String model, Prompt prompt, TextOptions text, Optional<String> weights) {
        this.model = model;
        this.prompt = prompt;
        this.withoutText =
                switch (text.choice()) {
                    case XML -> "no primary XML document";
                    case BEST -> "no XML, HTML or plain text document";
                };
        this.text = text;
        this.weights = weights;
    }

    /// A filing of the Feed. The same accession number is the same item, on whatever day it is
    /// found.
    NewItem of(LocalDate day, FilingSource.Member member) {
        return of(day.toString(), member);
    }

    /// @param place that holds it: a day, a file
    NewItem of(String place, FilingSource.Member member) {
        String name = place + "/" + Identity.tidy(member.name());
        return switch (member.content()) {
            case FilingSource.Filing(Identity identity, Optional<String> text) ->
                    new NewItem(
                            identity.accessionNumber().orElse(name),
                            identity.attributes(),
                            text.<NewItem.Content>map(this::request)
                                    .orElseGet(() -> new NewItem.Dropped(withoutText)),
                            text.flatMap(this::digest));
            case FilingSource.Unreadable(String reason) -> failed("file", name, reason);
        };
    }

    /// @param index among the filings of the request
    NewItem of(int index, SummaryRequest.Filing filing) {
        return of("filings[" + index + "]", filing);
    }

    /// @param place where it stands, which names it where it has no number of its own
    NewItem of(String place, SummaryRequest.Filing filing) {
        String excerpt = Excerpt.of(filing.text(), text);
        return new NewItem(
                filing.identity().accessionNumber().orElse(place),
                filing.identity().attributes(),
                request(excerpt),
                digest(excerpt));
    }

    /// A line that is no filing.
    static NewItem brokenLine(long number, String reason) {
        return failed("line", Long.toString(number), reason);
    }

    /// A file that could not be read to its end.
    static NewItem brokenUpload(String file, String reason) {
        return failed("file", file, reason);
    }

    /// A day that could not be had.
    static NewItem brokenDay(LocalDate day, String reason) {
        return failed("day", day.toString(), reason);
    }

    private static NewItem failed(String field, String value, String reason) {
        return new NewItem(
                field + " " + value,
                JsonNodeFactory.instance.objectNode().put(field, value).toString(),
                new NewItem.Unreadable(reason));
    }

    /// Under the weights instead of the model's name: what answers counts, not how it is called.
    private Optional<UUID> digest(String text) {
        return weights.map(known -> Digest.of(PATH + " " + prompt.request(known, text)));
    }

    private NewItem.Request request(String text) {
        return new NewItem.Request(PATH, prompt.request(model, text));
    }
}
