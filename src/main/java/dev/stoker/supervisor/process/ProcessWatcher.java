package dev.stoker.supervisor.process;

/// Is told what happens to one run: any number of lines, one exit, then that all is gone.
public interface ProcessWatcher {
    /// A line of output; in a flood not every line.
    void line(String line);

    /// The process that was launched ended. Its last lines are in the log by now.
    void exited(Exit exit);

    /// No process of the run is left. Always comes, always last.
    void gone(Remnants remnants);

    /// What a run had left behind, and was cleared away before it counted as gone.
    ///
    /// @param processes that escaped the guard and had to be hunted down
    /// @param files shared memory, semaphores, sockets
    record Remnants(int processes, int files) {}
}
