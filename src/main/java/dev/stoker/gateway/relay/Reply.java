package dev.stoker.gateway.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.relay.answer.Answer;
import dev.stoker.gateway.relay.answer.BrokenAnswer;
import dev.stoker.gateway.relay.answer.CollectedAnswer;
import dev.stoker.gateway.relay.answer.EventChange;
import dev.stoker.gateway.relay.answer.Head;
import dev.stoker.gateway.relay.answer.PassedAnswer;
import dev.stoker.gateway.relay.fold.FoldedStream;
import io.vertx.core.buffer.Buffer;

/// Chooses how an engine's answer becomes the client's: as it is, if there is no reason against it.
record Reply(
        Equipment equipment, Parcel parcel, Errand errand, Head head, Answer.Listener listener) {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    Answer choose() {
        int status = head.answer().status();
        boolean told = parcel.request().response().headWritten();
        if (told && !(status == OK && head.isEvents())) {
            return new CollectedAnswer(head, this::lateRefusal, listener);
        }
        if (status == NOT_FOUND) {
            return new CollectedAnswer(head, this::notFound, listener);
        }
        if (errand.folds() && status == OK && head.isEvents()) {
            return new CollectedAnswer(head, this::fold, listener);
        }
        return passed(status);
    }

    private PassedAnswer passed(int status) {
        PassedAnswer passed = new PassedAnswer(head, listener);
        if (equipment.settings().reasoning() == RelaySettings.Reasoning.BOTH) {
            passed.changedBy(EventChange.twinReasoning());
        }
        return parcel.path().makesResponses() && status == OK
                ? passed.beginningWith(
                        chunk -> equipment.origins().learn(chunk, errand.replica().name()))
                : passed;
    }

    /// The client was told 200 while it waited: what is wrong comes as an event.
    private void lateRefusal(Buffer body) {
        String text = body.toString(UTF_8).strip().replaceAll("\\R", " ");
        String error = text.startsWith("{") ? text : unreadable().body();
        BrokenAnswer.endEvents(parcel.request(), null, error);
        listener.complete();
    }

    /// The client wanted it whole.
    private void fold(Buffer events) {
        boolean chat = parcel.path().path().contains("chat");
        FoldedStream.fold(events.toString(UTF_8), chat)
                .ifPresentOrElse(
                        whole -> {
                            head.endWith(whole.status(), Buffer.buffer(whole.body()));
                            listener.complete();
                        },
                        listener::died);
    }

    /// An engine says the same of a path that it lacks and of a model; only the model is the
    /// client's to mend.
    private void notFound(Buffer body) {
        if (isOfThePath(body.toString(UTF_8))) {
            String error = errand.notOffered(parcel.path().path()).body();
            head.endWith(NOT_FOUND, Buffer.buffer(error));
        } else {
            head.endWith(body);
        }
        listener.complete();
    }

    /// The words of FastAPI, under vLLM and SGLang, and of llama.cpp.
    private static boolean isOfThePath(String body) {
        return body.isBlank()
                || body.replace(" ", "").equals("{\"detail\":\"NotFound\"}")
                || body.contains("\"File Not Found\"");
    }

    private ApiError unreadable() {
        return ApiError.badGateway(
                "engine_refused",
                "The engine %s answered with %d."
                        .formatted(errand.replica().name(), head.answer().status()));
    }
}
