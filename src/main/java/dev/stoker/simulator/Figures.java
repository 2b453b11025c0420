package dev.stoker.simulator;

import dev.stoker.simulator.json.Json;
import dev.stoker.simulator.pace.Prefill;
import dev.stoker.simulator.pace.Slots;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What the engine has done and is doing, written under vLLM's names.
final class Figures {
    private final SimulatorOptions options;
    private final Slots slots;
    private final Prefill prefill;
    private final LongAdder contextInUse = new LongAdder();
    private final LongAdder promptTokens = new LongAdder();
    private final AtomicLong outputTokens = new AtomicLong();
    private final Map<String, LongAdder> ended =
            Map.of(
                    "stop", new LongAdder(),
                    "length", new LongAdder(),
                    "abort", new LongAdder(),
                    "error", new LongAdder());

    Figures(SimulatorOptions options, Slots slots, Prefill prefill) {
        this.options = options;
        this.slots = slots;
        this.prefill = prefill;
    }

    /// A prompt was read and now occupies the KV cache.
    void promptRead(int tokens) {
        promptTokens.add(tokens);
    }

    void tokenProduced() {
        outputTokens.incrementAndGet();
    }

    /// Tokens of all answers so far.
    long tokens() {
        return outputTokens.get();
    }

    void cacheTaken(int tokens) {
        contextInUse.add(tokens);
    }

    void cacheFreed(int tokens) {
        contextInUse.add(-tokens);
    }

    void ended(String reason) {
        ended.getOrDefault(reason, new LongAdder()).increment();
    }

    /// The text of `/metrics`.
    String page() {
        StringBuilder page = new StringBuilder();
        // As in vLLM: a request runs from the first piece of its prompt that is read.
        int unread = prefill.waiting();
        gauge(page, "vllm:num_requests_running", Math.max(0, slots.running() - unread));
        gauge(page, "vllm:num_requests_waiting", slots.waiting() + unread);
        counter(page, "vllm:num_preemptions_total", 0);
        gauge(page, "vllm:kv_cache_usage_perc", cacheUsage());
        counter(page, "vllm:prompt_tokens_total", promptTokens.sum());
        counter(page, "vllm:generation_tokens_total", outputTokens.get());
        page.append("# TYPE vllm:iteration_tokens_total histogram\n");
        line(page, "vllm:iteration_tokens_total_count", "", outputTokens.get());
        line(page, "vllm:iteration_tokens_total_sum", "", outputTokens.get() + promptTokens.sum());
        page.append("# TYPE vllm:request_success_total counter\n");
        ended.forEach((reason, count) ->
                line(
                        page,
                        "vllm:request_success_total",
                        ",finished_reason=\"" + reason + "\"",
                        count.sum()));
        return page.toString();
    }

    private double cacheUsage() {
        double capacity = (double) options.pace().maxRunning() * options.model().context();
        return Math.min(1, contextInUse.sum() / capacity);
    }

    private void gauge(StringBuilder page, String name, Number value) {
        page.append("# TYPE ").append(name).append(" gauge\n");
        line(page, name, "", value);
    }

    private void counter(StringBuilder page, String name, Number value) {
        page.append("# TYPE ").append(name).append(" counter\n");
        line(page, name, "", value);
    }

    private void line(StringBuilder page, String name, String label, Number value) {
        page.append(name)
                .append("{engine=\"0\"")
                .append(label)
                .append(",model_name=")
                .append(Json.quote(options.model().name()))
                .append("} ")
                .append(value.doubleValue())
                .append('\n');
    }
}
