package dev.stoker.edgar;

import dev.stoker.edgar.archive.MemberBuffer;
import dev.stoker.edgar.sgml.MalformedSubmission;
import dev.stoker.edgar.sgml.Submission;
import java.util.Optional;

/// One member of a day with all that is known of it, even where it cannot be read: what its header
/// gave away before `problem` was met.
public record DescribedMember(
        String name, Filing filing, FilingFacts facts, Optional<String> problem) {
    static DescribedMember unreadable(String name, String problem) {
        return new DescribedMember(name, Filing.UNKNOWN, FilingFacts.NONE, Optional.of(problem));
    }

    static DescribedMember read(String name, MemberBuffer buffer) {
        try {
            Submission submission = Submission.read(buffer.data(), buffer.length());
            return new DescribedMember(
                    name,
                    Filing.of(submission.header(), submission.text()),
                    FilingFacts.of(submission.header()),
                    submission.problem());
        } catch (MalformedSubmission e) {
            return unreadable(name, String.valueOf(e.getMessage()));
        }
    }

    DayMember outcome() {
        return problem.<DayMember>map(reason -> new DayMember.Unreadable(name, reason))
                .orElseGet(() -> new DayMember.Read(name, filing));
    }
}
