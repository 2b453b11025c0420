package dev.stoker.edgar;

import dev.stoker.edgar.archive.MemberBuffer;
import dev.stoker.edgar.select.FilingFilter;
import dev.stoker.edgar.sgml.MalformedSubmission;
import dev.stoker.edgar.sgml.Party;
import dev.stoker.edgar.sgml.Submission;
import dev.stoker.edgar.text.TextOptions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One member of a day with all that is known of it, even where it cannot be read: what its header
/// gave away before `problem` was met.
public record DescribedMember(
        String name, Filing filing, FilingFacts facts, Optional<String> problem) {
    static DescribedMember unreadable(String name, String problem) {
        return new DescribedMember(name, Filing.UNKNOWN, FilingFacts.NONE, Optional.of(problem));
    }

    static DescribedMember read(String name, MemberBuffer buffer, TextOptions wanted) {
        return read(name, buffer.data(), buffer.length(), wanted);
    }

    static DescribedMember read(String name, byte[] data, int length, TextOptions wanted) {
        try {
            Submission submission = Submission.read(data, length, wanted);
            return new DescribedMember(
                    name,
                    Filing.of(submission.header(), submission.text().map(Submission.Text::value)),
                    FilingFacts.of(submission),
                    submission.problem());
        } catch (MalformedSubmission e) {
            return unreadable(name, String.valueOf(e.getMessage()));
        }
    }

    /// As the Feed's own dialect tells it, where the CIK is that of a filer and of nobody else.
    DescribedMember inTheWordsOfTheFeed() {
        boolean hasFiler =
                facts.parties().stream().anyMatch(party -> party.role() == Party.Role.FILER);
        return hasFiler ? this : new DescribedMember(name, filing.withoutCik(), facts, problem);
    }

    /// Whether it is wanted by what its header says; one that cannot be read might have been.
    boolean isWanted(FilingFilter filter) {
        return problem.isPresent() || filter.wants(filing.form(), ciks());
    }

    private List<Long> ciks() {
        return Stream.concat(
                        filing.cik().stream().boxed(),
                        facts.parties().stream().flatMap(party -> party.number().stream()))
                .toList();
    }

    /// What is made of it for those who need no more.
    public DayMember outcome() {
        return problem.<DayMember>map(reason -> new DayMember.Unreadable(name, reason))
                .orElseGet(() -> new DayMember.Read(name, filing));
    }
}
