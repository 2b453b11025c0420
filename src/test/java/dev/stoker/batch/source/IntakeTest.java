package dev.stoker.batch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.batch.Batch;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewJob;
import dev.stoker.testkit.BatchFixture;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.ScriptedEngine;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final String KIND = Items.job().kind();

    private final BatchFixture fixture = new BatchFixture();
    private final ScriptedEngine engine = new ScriptedEngine(Items.MODEL);
    private final BlockingQueue<JobId> read = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aJobThatAnotherStokerTookIsReadHere() throws InterruptedException {
        Batch front = fixture.start("front", engine);
        Batch here = fixture.start("here", engine);
        try (var intake = new Intake(here, KIND, job -> read.add(job.id()))) {
            intake.start();

            JobId job = front.jobs().submit(NewJob.open(Items.job())).id();

            assertEquals(job, read.poll(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void aJobIsReadHoweverLongTheDatabaseWasAway() throws InterruptedException {
        Batch front = fixture.start("front", engine);
        Batch here = fixture.start("here", engine);
        try (var intake = new Intake(here, KIND, job -> read.add(job.id()))) {
            fixture.sever();
            intake.start();
            JobId job = front.jobs().submit(NewJob.open(Items.job())).id();
            intake.ring();

            fixture.mend();

            assertEquals(job, read.poll(20, TimeUnit.SECONDS));
        }
    }
}
