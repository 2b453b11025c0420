package dev.stoker.batch.requests;

import java.util.Optional;

/// Why a line of a file is no request, in the words of OpenAI's Batch API.
///
/// @param code for programs: `invalid_json_line`
/// @param line from 1; absent where it concerns the whole file
/// @param param the member of the line that is wrong
public record LineProblem(
        String code, String message, Optional<Long> line, Optional<String> param) {

    static LineProblem ofFile(String code, String message) {
        return new LineProblem(code, message, Optional.empty(), Optional.empty());
    }

    static LineProblem of(long line, String code, String param, String message) {
        return new LineProblem(code, message, Optional.of(line), Optional.of(param));
    }

    static LineProblem noJson(long line) {
        return new LineProblem(
                "invalid_json_line",
                "This line is not a JSON object.",
                Optional.of(line),
                Optional.empty());
    }
}
