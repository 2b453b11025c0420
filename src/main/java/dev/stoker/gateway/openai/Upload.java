package dev.stoker.gateway.openai;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import dev.stoker.batch.database.DatabaseFailure;
import dev.stoker.batch.file.FileDraft;
import dev.stoker.batch.file.FileStore;
import dev.stoker.batch.file.StoredFile;
import dev.stoker.gateway.ApiError;
import dev.stoker.summarize.input.InvalidRequest;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/// One upload: its bytes go to the database while they arrive, its form is read at the end, and
/// unless both are right nothing of it stays.
final class Upload {
    private static final System.Logger LOG = System.getLogger(Upload.class.getName());
    private static final String FIELD = "file";
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final HttpServerRequest request;
    private final FileStore files;
    private final long limit;
    private final Consumer<ApiError> refuse;
    private final Context loop = requireNonNull(Vertx.currentContext());
    private final CompletableFuture<Void> formEnded = new CompletableFuture<>();
    private boolean begun;

    /// To be made on the request's event loop.
    Upload(HttpServerRequest request, FileStore files, long limit, Consumer<ApiError> refuse) {
        this.request = request;
        this.files = files;
        this.limit = limit;
        this.refuse = refuse;
    }

    void begin() {
        request.setExpectMultipart(true);
        request.uploadHandler(this::receive);
        request.exceptionHandler(e -> {
            formEnded.completeExceptionally(e);
            if (!begun) {
                refuse.accept(noForm());
            }
        });
        request.endHandler(_ -> {
            formEnded.complete(null);
            if (!begun) {
                refuse.accept(noForm());
            }
        });
        request.resume();
    }

    private static ApiError noForm() {
        return ApiError.badRequest(
                "missing_required_parameter", "The form holds no file named 'file'.", FIELD);
    }

    private void receive(HttpServerFileUpload upload) {
        if (begun || !upload.name().equals(FIELD)) {
            upload.handler(_ -> {});
            return;
        }
        begun = true;
        UploadStream stream =
                new UploadStream(upload, () -> loop.runOnContext(_ -> upload.resume()));
        formEnded.exceptionally(e -> {
            stream.breakOff(String.valueOf(e.getMessage()));
            return null;
        });
        Thread.ofVirtual().name("upload").start(() -> store(upload.filename(), stream));
    }

    private void store(String name, InputStream stream) {
        try {
            StoredFile file = stored(name, stream);
            LOG.log(INFO, "file received file={0} bytes={1}", file.id(), file.bytes());
            loop.runOnContext(_ -> answer(file));
        } catch (TooLarge _) {
            refuseLater(Uploads.tooLarge(limit));
        } catch (InvalidRequest e) {
            refuseLater(
                    ApiError.badRequest(
                            "invalid_value", String.valueOf(e.getMessage()), e.param()));
        } catch (DatabaseFailure e) {
            LOG.log(WARNING, "upload not stored {0}", e.getMessage());
            refuseLater(
                    ApiError.tryAgain(
                            "database_unavailable", "the job database does not answer", PAUSE));
        } catch (IOException | CompletionException e) {
            LOG.log(INFO, "upload broken off by its client cause=\"{0}\"", e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(ERROR, "upload failed", e);
            refuseLater(ApiError.internal("Stoker failed; its log says more."));
        }
    }

    private StoredFile stored(String name, InputStream stream) throws IOException {
        FileDraft draft = files.begin();
        boolean kept = false;
        try {
            draft.receive(new Limited(stream, limit));
            formEnded.join();
            UploadForm form = UploadForm.read(request::getFormAttribute);
            StoredFile file = draft.complete(name, form.purpose(), form.keep());
            kept = true;
            return file;
        } finally {
            if (!kept) {
                draft.discard();
            }
        }
    }

    private void answer(StoredFile file) {
        if (!request.response().closed()) {
            request.response()
                    .putHeader("content-type", "application/json")
                    .end(FileJson.of(file).toString());
        }
    }

    private void refuseLater(ApiError error) {
        loop.runOnContext(_ -> refuse.accept(error));
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /// Fails behind so many bytes: a client need not say beforehand how many it sends.
    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream in, long limit) {
            super(in);
            this.left = limit;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            left -= Math.max(0, count);
            if (left < 0) {
                throw new TooLarge();
            }
            return count;
        }
    }
}
