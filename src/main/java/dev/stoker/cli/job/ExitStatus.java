package dev.stoker.cli.job;

import com.fasterxml.jackson.databind.JsonNode;

/// What a command on jobs tells the shell.
enum ExitStatus {
    /// Done; of a job: every item that held something was answered.
    OK(0),
    /// Stoker was not reached, or said no.
    REFUSED(1),
    /// The job completed, but some of its items failed.
    SOME_FAILED(3),
    /// The job failed or was cancelled.
    NOT_COMPLETED(4),
    /// The job has not ended yet.
    NOT_ENDED(5);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /// @param job as `GET /batch/jobs/{id}` answers it
    static ExitStatus of(JsonNode job) {
        return switch (job.path("state").asText()) {
            case "completed" -> job.at("/counts/failed").asLong() == 0 ? OK : SOME_FAILED;
            case "failed", "cancelled" -> NOT_COMPLETED;
            default -> NOT_ENDED;
        };
    }
}
