package dev.stoker.simulator;

import dev.stoker.simulator.http.Reply;
import java.io.IOException;

/// Where an answer goes while it is produced.
interface Output {
    /// The request was taken; it may still have to wait.
    void accepted() throws IOException;

    /// The prompt was read.
    void begun() throws IOException;

    void token(String text) throws IOException;

    void finished(Answer answer) throws IOException;

    /// An error after the request was taken.
    void failed(Refusal refusal) throws IOException;

    /// Closes the connection without any more words.
    void cut() throws IOException;

    static Output to(Reply reply, Shape shape, CompletionRequest request, Envelope envelope) {
        return request.delivery().streamed()
                ? new Streamed(reply, shape, request, envelope)
                : new Whole(reply, request, envelope);
    }

    /// One event a token.
    record Streamed(Reply reply, Shape shape, CompletionRequest request, Envelope envelope)
            implements Output {
        @Override
        public void accepted() throws IOException {
            reply.openEvents();
        }

        @Override
        public void begun() throws IOException {
            if (shape == Shape.CHAT) {
                reply.event(envelope.role());
            }
        }

        @Override
        public void token(String text) throws IOException {
            reply.event(envelope.piece(text));
        }

        @Override
        public void finished(Answer answer) throws IOException {
            reply.event(envelope.finish(answer));
            if (request.delivery().withUsage()) {
                reply.event(envelope.usage(request.prompt().tokens(), answer.tokens().size()));
            }
            done();
        }

        @Override
        public void failed(Refusal refusal) throws IOException {
            reply.event(refusal.body());
            done();
        }

        @Override
        public void cut() throws IOException {
            reply.cut();
        }

        private void done() throws IOException {
            reply.event("[DONE]");
            reply.closeEvents();
        }
    }

    /// One body at the end.
    record Whole(Reply reply, CompletionRequest request, Envelope envelope) implements Output {
        @Override
        public void accepted() {}

        @Override
        public void begun() {}

        @Override
        public void token(String text) {}

        @Override
        public void finished(Answer answer) throws IOException {
            reply.json(200, envelope.whole(answer, request.prompt().tokens()));
        }

        @Override
        public void failed(Refusal refusal) throws IOException {
            reply.json(refusal.status(), refusal.body());
        }

        @Override
        public void cut() throws IOException {
            reply.cut();
        }
    }
}
