package dev.stoker.batch.source;

import static dev.stoker.testkit.Eventually.holds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.batch.Batch;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.JobState;
import dev.stoker.batch.job.NewJob;
import dev.stoker.testkit.BatchFixture;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.ScriptedEngine;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final String KIND = Items.job().kind();
    private static final Duration SOON = Duration.ofMillis(50);

    private final BatchFixture fixture = new BatchFixture();
    private final ScriptedEngine engine = new ScriptedEngine(Items.MODEL);
    private final Batch batch = fixture.start("here", engine);
    private final BlockingQueue<JobId> read = new LinkedBlockingQueue<>();
    private final AtomicInteger readings = new AtomicInteger();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aSourceWhoseReaderBrokeIsReadAgain() {
        JobSource breaking =
                job -> {
                    if (readings.incrementAndGet() == 1) {
                        throw new IllegalStateException("a bug, or a full disk");
                    }
                    batch.jobs().seal(job.id());
                };
        try (Intake intake = new Intake(batch, "test", breaking, SOON)) {
            intake.start();

            Job job = batch.jobs().submit(NewJob.open(Items.job()));

            assertEquals(JobState.COMPLETED, BatchFixture.awaitEnd(batch, job.id()).state());
        }
    }

    @Test
    void aJobThatEndedMeanwhileIsNotReadAgain() {
        JobSource broken =
                job -> {
                    readings.incrementAndGet();
                    batch.jobs().cancel(job.id());
                    throw new IllegalStateException("a bug");
                };
        try (Intake intake = new Intake(batch, "test", broken, SOON)) {
            intake.start();
            Job job = batch.jobs().submit(NewJob.open(Items.job()));
            BatchFixture.awaitEnd(batch, job.id());
            Job next = batch.jobs().submit(NewJob.open(Items.job()));

            BatchFixture.awaitEnd(batch, next.id());

            holds(() -> intake.readers() == 0);
            assertEquals(2, readings.get());
        }
    }

    @Test
    void aJobThatAnotherStokerTookIsReadHere() throws InterruptedException {
        Batch front = fixture.start("front", engine);
        try (var intake = new Intake(batch, KIND, this::note)) {
            intake.start();

            JobId job = front.jobs().submit(NewJob.open(Items.job())).id();

            assertEquals(job, read.poll(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void aJobIsReadHoweverLongTheDatabaseWasAway() throws InterruptedException {
        Batch front = fixture.start("front", engine);
        Batch there = fixture.start("there", engine);
        try (var intake = new Intake(there, KIND, this::note)) {
            fixture.sever();
            intake.start();
            JobId job = front.jobs().submit(NewJob.open(Items.job())).id();
            intake.ring();

            fixture.mend();

            assertEquals(job, read.poll(20, TimeUnit.SECONDS));
        }
    }

    private void note(Job job) {
        read.add(job.id());
        batch.jobs().seal(job.id());
    }
}
