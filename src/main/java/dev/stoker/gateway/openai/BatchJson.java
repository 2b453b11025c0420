package dev.stoker.gateway.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.Tally;
import dev.stoker.batch.requests.Findings;
import dev.stoker.batch.requests.LineProblem;
import dev.stoker.batch.requests.RequestOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A job as a batch in OpenAI's shape.
final class BatchJson {
    static final String PREFIX = "batch_";

    private BatchJson() {}

    static ObjectNode of(Job job) {
        RequestOrder order = RequestOrder.parse(job.description().parameters());
        Optional<Findings> findings = job.progress().source().report().map(Findings::parse);
        BatchStatus status = BatchStatus.of(job);
        ObjectNode json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", PREFIX + job.id())
                        .put("object", "batch")
                        .put("endpoint", order.endpoint())
                        .put("model", job.description().model())
                        .put("input_file_id", order.input().toString())
                        .put("completion_window", order.window().text())
                        .put("status", status.label());
        List<LineProblem> problems = findings.map(Findings::problems).orElse(List.of());
        json.set("errors", problems.isEmpty() ? null : errors(problems));
        files(json, job);
        json.put("created_at", job.times().created().getEpochSecond());
        json.put("expires_at", order.window().expires().getEpochSecond());
        times(json, job, findings.map(Findings::checked), status);
        json.set("request_counts", counts(job.tally(), findings, status));
        json.set("usage", usage(job.tally()));
        ObjectNode notes = json.putObject("metadata");
        order.metadata().forEach(notes::put);
        return json;
    }

    private static ObjectNode errors(List<LineProblem> problems) {
        ObjectNode errors = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = errors.putArray("data");
        for (LineProblem problem : problems) {
            ObjectNode one =
                    data.addObject().put("code", problem.code()).put("message", problem.message());
            one.put("param", problem.param().orElse(null));
            one.put("line", problem.line().orElse(null));
        }
        return errors;
    }

    /// A file is there from its first line on.
    private static void files(ObjectNode json, Job job) {
        Tally.Ended ended = job.tally().ended();
        json.put(
                "output_file_id",
                ended.done() > 0 ? new AnswerFile(job, AnswerFile.Part.OUTPUT).id() : null);
        json.put(
                "error_file_id",
                ended.failed() + ended.cancelled() > 0
                        ? new AnswerFile(job, AnswerFile.Part.ERRORS).id()
                        : null);
    }

    private static void times(
            ObjectNode json, Job job, Optional<Instant> checked, BatchStatus status) {
        Optional<Instant> end = job.times().finished();
        boolean valid = status != BatchStatus.FAILED;
        time(json, "in_progress_at", checked.filter(_ -> valid));
        time(json, "finalizing_at", end.filter(_ -> status == BatchStatus.COMPLETED));
        time(json, "completed_at", end.filter(_ -> status == BatchStatus.COMPLETED));
        time(json, "failed_at", end.filter(_ -> status == BatchStatus.FAILED));
        time(json, "expired_at", end.filter(_ -> status == BatchStatus.EXPIRED));
        boolean cancelled =
                job.progress().ending().filter(Job.Ending.CANCELLED::equals).isPresent();
        time(json, "cancelling_at", job.times().ending().filter(_ -> cancelled));
        time(json, "cancelled_at", end.filter(_ -> status == BatchStatus.CANCELLED));
    }

    private static void time(ObjectNode json, String name, Optional<Instant> time) {
        json.put(name, time.map(Instant::getEpochSecond).orElse(null));
    }

    private static ObjectNode counts(Tally tally, Optional<Findings> findings, BatchStatus status) {
        boolean run = findings.filter(found -> found.problems().isEmpty()).isPresent();
        long expired = status == BatchStatus.EXPIRED ? tally.ended().cancelled() : 0;
        return JsonNodeFactory.instance
                .objectNode()
                .put("total", run ? findings.get().requests() : 0)
                .put("completed", tally.ended().done())
                .put("failed", tally.ended().failed() + expired);
    }

    private static ObjectNode usage(Tally tally) {
        ObjectNode usage =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("input_tokens", tally.tokens().prompt())
                        .put("output_tokens", tally.tokens().output())
                        .put("total_tokens", tally.tokens().total());
        usage.putObject("input_tokens_details").put("cached_tokens", 0);
        usage.putObject("output_tokens_details").put("reasoning_tokens", 0);
        return usage;
    }

    /// OpenAI's words for where a batch stands.
    enum BatchStatus {
        VALIDATING,
        IN_PROGRESS,
        FINALIZING,
        COMPLETED,
        FAILED,
        EXPIRED,
        CANCELLING,
        CANCELLED;

        String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static BatchStatus of(Job job) {
            Optional<Job.Ending> ending = job.progress().ending();
            boolean expired = ending.filter(Job.Ending.EXPIRED::equals).isPresent();
            return switch (job.state()) {
                case QUEUED, RUNNING ->
                        job.progress().source().report().isPresent() ? IN_PROGRESS : VALIDATING;
                case COMPLETED -> COMPLETED;
                // A batch whose requests all failed is complete; its error file says why.
                case FAILED ->
                        ending.filter(Job.Ending.INVALID::equals).isPresent() ? FAILED : COMPLETED;
                case CANCELLING -> expired ? FINALIZING : CANCELLING;
                case CANCELLED -> expired ? EXPIRED : CANCELLED;
            };
        }
    }
}
