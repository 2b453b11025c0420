package dev.stoker.plan;

import dev.stoker.plan.MemoryPlan.ModelFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A plan in lines for people, the arithmetic shown.
public final class PlanReport {
    private static final double GIB = 1L << 30;
    private static final double KIB = 1L << 10;
    private static final double BILLION = 1e9;

    private PlanReport() {}

    /// @param gpu what the memory is of: `H200`
    public static List<String> of(MemoryPlan plan, String gpu) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(plan, gpu));
        lines.add(
                row(
                        "memory of a GPU",
                        plan.memory(),
                        text(
                                "share %.2f %s",
                                plan.limits().share().part(), plan.limits().share().of())));
        lines.add(row("- weights", plan.weights(), weights(plan.model())));
        lines.add(
                row(
                        "- working memory",
                        plan.working(),
                        text(
                                "estimate: steps of %,d tokens, %,d requests",
                                plan.limits().step(), plan.limits().sequences())));
        lines.add(row("= KV cache", plan.cache(), cache(plan)));
        lines.add(verdict(plan));
        return lines;
    }

    private static String heading(MemoryPlan plan, String gpu) {
        int gpus = plan.model().placement().split().gpus();
        return text(
                "%s: %s with %s on %d %s of %s",
                plan.engine().name(),
                plan.engine().model().path(),
                plan.engine().dialect().kind(),
                gpus,
                gpus == 1 ? "GPU" : "GPUs",
                gpu);
    }

    private static String row(String what, long bytes, String how) {
        return text("  %-20s %8.1f GiB   %s", what, bytes / GIB, how).stripTrailing();
    }

    private static String weights(ModelFacts model) {
        Architecture sizes = model.architecture();
        boolean drafting = model.placement().drafting();
        return text(
                "%.1f billion (attention %.1f, dense %.1f, experts %.1f, vocabulary %.1f), %s",
                sizes.weights(drafting) / BILLION,
                sizes.attentionWeights(drafting) / BILLION,
                sizes.denseWeights(drafting) / BILLION,
                sizes.expertWeights(drafting) / BILLION,
                sizes.vocabularyWeights(drafting) / BILLION,
                model.format().name());
    }

    private static String cache(MemoryPlan plan) {
        return text(
                "%.1f KiB a token: %d layers of %,d numbers of %d bytes",
                plan.cachePerToken() / KIB,
                plan.model().architecture().layers(plan.model().placement().drafting()),
                plan.model()
                        .architecture()
                        .attention()
                        .cached(plan.model().placement().split().tensor()),
                plan.limits().cacheBytes());
    }

    private static String verdict(MemoryPlan plan) {
        if (plan.fits()) {
            return text(
                    "fits: %,d tokens in the KV cache, %.1f requests of the full %,d tokens at once",
                    plan.tokens(), plan.fullRequests(), plan.limits().context());
        }
        long wanted = plan.limits().context() * plan.cachePerToken();
        return text(
                "does not fit: one request of the full %,d tokens needs %.1f GiB of KV cache, %.1f GiB are missing on each GPU",
                plan.limits().context(), wanted / GIB, (wanted - plan.cache()) / GIB);
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static String text(String format, Object... facts) {
        return String.format(Locale.ROOT, format, facts);
    }
}
