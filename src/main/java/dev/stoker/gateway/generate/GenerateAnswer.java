package dev.stoker.gateway.generate;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Duration;
import java.util.List;

/// Completions in the order of their prompts.
///
/// @param tokensPerSecond written, over all prompts together
@JsonNaming(SnakeCaseStrategy.class)
public record GenerateAnswer(
        String model,
        List<String> completions,
        Usage usage,
        double seconds,
        double tokensPerSecond) {
    public GenerateAnswer {
        completions = List.copyOf(completions);
    }

    @JsonNaming(SnakeCaseStrategy.class)
    public record Usage(long promptTokens, long completionTokens, long totalTokens) {}

    static GenerateAnswer of(String model, List<Completion> completions, Duration elapsed) {
        long prompt = completions.stream().mapToLong(Completion::promptTokens).sum();
        long output = completions.stream().mapToLong(Completion::outputTokens).sum();
        double seconds = elapsed.toNanos() / 1e9;
        return new GenerateAnswer(
                model,
                completions.stream().map(Completion::text).toList(),
                new Usage(prompt, output, prompt + output),
                seconds,
                output / seconds);
    }
}
