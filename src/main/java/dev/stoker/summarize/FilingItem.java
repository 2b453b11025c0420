package dev.stoker.summarize;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stoker.batch.job.NewItem;
import dev.stoker.edgar.text.TextChoice;
import java.time.LocalDate;
import java.util.Optional;

/// Filings as items of a batch.
final class FilingItem {
    static final String PATH = "/v1/chat/completions";

    private final String model;
    private final Prompt prompt;
    private final String withoutText;

    FilingItem(String model, Prompt prompt, TextChoice text) {
        this.model = model;
        this.prompt = prompt;
        this.withoutText =
                switch (text) {
                    case XML -> "no primary XML document";
                    case BEST -> "no XML, HTML or plain text document";
                };
    }

    /// A filing of the Feed. The same accession number is the same item, on whatever day it is
    /// found.
    NewItem of(LocalDate day, FilingSource.Member member) {
        String name = day + "/" + Identity.tidy(member.name());
        return switch (member.content()) {
            case FilingSource.Filing(Identity identity, Optional<String> text) ->
                    new NewItem(
                            identity.accessionNumber().orElse(name),
                            identity.attributes(),
                            text.<NewItem.Content>map(this::request)
                                    .orElseGet(() -> new NewItem.Dropped(withoutText)));
            case FilingSource.Unreadable(String reason) -> failed("file", name, reason);
        };
    }

    /// @param index among the filings of the request
    NewItem of(int index, SummaryRequest.Filing filing) {
        return new NewItem(
                filing.identity().accessionNumber().orElse("filings[" + index + "]"),
                filing.identity().attributes(),
                request(filing.text()));
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

    private NewItem.Request request(String text) {
        return new NewItem.Request(PATH, prompt.request(model, text));
    }
}
