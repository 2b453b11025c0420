package dev.stoker.edgar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Prints a day, one JSON line a member.
///
/// @param form only filings of this form; unreadable members are printed in any case
/// @param withText whether the text itself is printed, beside its length and hash
public record FilingLines(Optional<String> form, boolean withText) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Hands over each line, without a line end.
    ///
    /// @throws BrokenArchive after the lines of the members before the break
    public void print(Path tarball, Consumer<String> out) throws BrokenArchive {
        DayArchive.describe(
                tarball,
                member -> {
                    if (isWanted(member)) {
                        out.accept(line(member));
                    }
                });
    }

    private boolean isWanted(DescribedMember member) {
        return form.isEmpty()
                || form.equals(member.filing().form())
                || member.problem().isPresent();
    }

    String line(DescribedMember member) {
        try {
            return JSON.writeValueAsString(FilingLine.of(member, withText));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot print " + member.name(), e);
        }
    }
}
