package dev.stoker.batch.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.stoker.batch.job.ItemState;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.Result;

/// A result as a line of OpenAI's output and error files.
public final class AnswerLine {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AnswerLine() {}

    /// One JSON object, without the end of the line.
    public static String of(Job job, Result result) {
        String id = "batch_req_%s_%d".formatted(job.id(), result.cursor());
        ObjectNode line =
                JSON.createObjectNode().put("id", id).put("custom_id", result.subject().key());
        result.answer()
                .ifPresentOrElse(
                        answer -> line.set("response", response(id, answer)),
                        () -> line.putNull("response"));
        if (result.answer().isPresent()) {
            line.putNull("error");
        } else {
            line.putObject("error")
                    .put("code", code(job, result.state()))
                    .put("message", message(job, result));
        }
        return line.toString();
    }

    private static ObjectNode response(String id, Result.Answer answer) {
        ObjectNode response =
                JSON.createObjectNode().put("status_code", answer.status()).put("request_id", id);
        if (answer.status() == 200) {
            response.putRawValue("body", new RawValue(oneLine(answer.body())));
        } else {
            response.set("body", refusal(answer.body()));
        }
        return response;
    }

    /// An answer was read as JSON when it came; as it is, unless it has several lines.
    private static String oneLine(String body) {
        String text = body.strip();
        if (text.indexOf('\n') < 0 && text.indexOf('\r') < 0) {
            return text;
        }
        try {
            return JSON.readTree(text).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored answer is not JSON: " + text, e);
        }
    }

    /// A refusal need not be JSON; its readers may rely on it.
    private static JsonNode refusal(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException _) {
            // told as text below
        }
        ObjectNode wrapped = JSON.createObjectNode();
        wrapped.putObject("error").put("message", body);
        return wrapped;
    }

    private static String code(Job job, ItemState state) {
        if (state != ItemState.CANCELLED) {
            return "request_failed";
        }
        return expired(job) ? "batch_expired" : "batch_cancelled";
    }

    private static String message(Job job, Result result) {
        return result.error()
                .filter(_ -> result.state() != ItemState.CANCELLED)
                .orElseGet(() ->
                        expired(job)
                                ? "The completion window ended before this request was"
                                        + " answered."
                                : "The batch was cancelled before this request was" + " answered.");
    }

    private static boolean expired(Job job) {
        return job.progress().ending().filter(Job.Ending.EXPIRED::equals).isPresent();
    }
}
