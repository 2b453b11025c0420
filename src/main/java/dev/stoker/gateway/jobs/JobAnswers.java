package dev.stoker.gateway.jobs;

import jakarta.inject.Singleton;

/// The ways in which a job is shown.
@Singleton
record JobAnswers(JobJson json, ResultLines lines, JobEvents events) {}
