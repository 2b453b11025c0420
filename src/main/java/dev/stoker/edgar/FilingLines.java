package dev.stoker.edgar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/// Prints filings, one JSON line each.
///
/// @param withText whether the text itself is printed, beside its length and hash
public record FilingLines(boolean withText) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Without a line end.
    public String line(DescribedMember member) {
        try {
            return JSON.writeValueAsString(FilingLine.of(member, withText));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot print " + member.name(), e);
        }
    }
}
