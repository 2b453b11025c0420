package dev.stoker.simulator;

import dev.stoker.simulator.json.Json;
import java.util.ArrayList;
import java.util.List;

/// What a client asks the model, of everything that changes a simulated answer.
///
/// @param model the name the client wrote, or the engine's own where it wrote none
/// @param length how long the answer may get
record CompletionRequest(
        String model, Prompt prompt, Delivery delivery, Length length, List<String> stops) {

    /// @param tokens including what a chat template adds
    record Prompt(String text, int tokens) {}

    record Delivery(boolean streamed, boolean withUsage) {}

    /// @param most output tokens
    /// @param exact whether the answer goes on until `most`, though it would end earlier
    record Length(int most, boolean exact) {}

    /// Reads the body of a chat or completion request.
    ///
    /// @throws Refusal as vLLM refuses: unknown model, wrong types, too many tokens
    static CompletionRequest read(Shape shape, String body, SimulatorOptions.ServedModel model)
            throws Refusal {
        Fields fields = Fields.of(body);
        String name = fields.text("model").orElse(model.name());
        refuseUnknown(name, model);
        if (fields.count("n").orElse(1) != 1) {
            throw fields.wrong("n", "1 expected");
        }
        Prompt prompt = shape.prompt(fields);
        return new CompletionRequest(
                name,
                prompt,
                new Delivery(
                        fields.flag("stream"),
                        fields.object("stream_options").flag("include_usage")),
                length(fields, prompt, model.context(), shape.defaultLength()),
                stops(fields));
    }

    static void refuseUnknown(String name, SimulatorOptions.ServedModel model) throws Refusal {
        if (!model.names().contains(name)) {
            throw Refusal.unknownModel(
                    "The model `%s` does not exist. Served: %s."
                            .formatted(name, String.join(", ", model.names())));
        }
    }

    private static Length length(Fields fields, Prompt prompt, int context, int otherwise)
            throws Refusal {
        if (prompt.tokens() >= context) {
            throw Refusal.badRequest(
                    "input_tokens",
                    "The context holds %d tokens, the prompt alone has %d. Shorten the prompt. (parameter=input_tokens, value=%d)"
                            .formatted(context, prompt.tokens(), prompt.tokens()));
        }
        int left = context - prompt.tokens();
        String key =
                fields.get("max_completion_tokens").isPresent()
                        ? "max_completion_tokens"
                        : "max_tokens";
        int most = fields.count(key).orElse(Math.min(left, otherwise));
        if (most > left || most < 1) {
            throw Refusal.badRequest(
                    key,
                    "%s=%d: the context of %d tokens leaves 1 to %d behind a prompt of %d."
                            .formatted(key, most, context, left, prompt.tokens()));
        }
        return new Length(most, fields.flag("ignore_eos"));
    }

    private static List<String> stops(Fields fields) throws Refusal {
        if (fields.get("stop").orElse(null) instanceof Json.Text(String one)) {
            return List.of(one);
        }
        List<String> stops = new ArrayList<>();
        for (Json item : fields.items("stop")) {
            if (!(item instanceof Json.Text(String stop))) {
                throw fields.wrong("stop", "strings expected");
            }
            stops.add(stop);
        }
        return List.copyOf(stops);
    }
}
