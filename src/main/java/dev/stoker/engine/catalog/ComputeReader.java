package dev.stoker.engine.catalog;

import dev.stoker.engine.Compute;
import dev.stoker.engine.Compute.GpuRequest;
import dev.stoker.engine.Compute.Nodes;
import dev.stoker.engine.Compute.Parallelism;
import dev.stoker.engine.Compute.Speculation;
import dev.stoker.engine.EngineDialect;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.yaml.Section;
import dev.stoker.engine.yaml.Values;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Reads `parallelism`, `gpus`, `nodes` and `speculation`.
final class ComputeReader {
    private static final Parallelism ONE = new Parallelism(1, 1, 1, 1);
    private static final int STEPS = 3;

    private ComputeReader() {}

    static Compute read(Values top, EngineSpec.Program program) {
        Parallelism parallelism = parallelism(new Values(top.section().section("parallelism")));
        Nodes nodes = nodes(new Values(top.section().section("nodes")));
        EngineDialect dialect = program.dialect();
        GpuRequest usual =
                dialect.fileRules().onGpus()
                        ? new GpuRequest.Count(
                                Math.max(1, nodes.share(dialect.gpus(parallelism, program.args()))))
                        : new GpuRequest.None();
        boolean speculates = top.section().written("speculation");
        Speculation speculation =
                speculation(new Values(top.section().section("speculation")), speculates);
        return new Compute(
                parallelism,
                gpus(top, usual),
                speculates ? Optional.of(speculation) : Optional.empty(),
                nodes);
    }

    private static Parallelism parallelism(Values values) {
        int tensor = values.positive("tensor", 1);
        int pipeline = values.positive("pipeline", 1);
        int data = values.positive("data", 1);
        int expert = values.positive("expert", 1);
        values.section().close();
        return values.section().build(() -> new Parallelism(tensor, pipeline, data, expert), ONE);
    }

    private static Nodes nodes(Values values) {
        Nodes usual = Nodes.ALONE;
        int count = values.positive("count", usual.count());
        int rank = values.notNegative("rank", usual.rank());
        String head = values.text("head").orElse(usual.head());
        int port = values.positive("port", usual.port());
        values.section().close();
        return values.section().build(() -> new Nodes(count, rank, head, port), usual);
    }

    /// A count, 0 for none, or a list of indexes.
    private static GpuRequest gpus(Values top, GpuRequest usual) {
        Optional<Node> node = top.section().value("gpus");
        if (node.isEmpty()) {
            return usual;
        }
        List<String> words = top.words("gpus");
        List<Integer> numbers =
                words.stream().flatMap(word -> Values.integer(word).stream()).toList();
        if (numbers.size() < words.size()) {
            top.section().problem("gpus", "must be a number, or a list of indexes: " + words);
            return usual;
        }
        return top.section()
                .build(() -> request(node.get() instanceof SequenceNode, numbers), usual);
    }

    private static GpuRequest request(boolean listed, List<Integer> numbers) {
        if (listed || numbers.isEmpty()) {
            return new GpuRequest.Ids(numbers);
        }
        int count = numbers.getFirst();
        return count == 0 ? new GpuRequest.None() : new GpuRequest.Count(count);
    }

    private static Speculation speculation(Values values, boolean wanted) {
        Section section = values.section();
        Optional<String> algorithm = values.text("algorithm");
        int steps = values.positive("steps", STEPS);
        int topK = values.positive("top-k", 1);
        // A chain of drafts is verified together with the token that the model adds itself.
        int draftTokens = values.positive("draft-tokens", steps + 1);
        Optional<String> draftModel = values.text("draft-model");
        if (wanted && algorithm.isEmpty() && !section.written("algorithm")) {
            section.problem("algorithm", "missing; the engine's word for it, such as EAGLE");
        }
        section.close();
        Speculation chain = new Speculation("none", STEPS, 1, STEPS + 1, Optional.empty());
        return section.build(
                () ->
                        new Speculation(
                                algorithm.orElse("none"), steps, topK, draftTokens, draftModel),
                chain);
    }
}
