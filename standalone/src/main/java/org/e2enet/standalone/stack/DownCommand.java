package org.e2enet.standalone.stack;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.e2enet.faults.Fault;
import org.e2enet.standalone.console.OutputOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code e2enet down}: drains and stops a stack that runs elsewhere. */
@Command(
        name = "down",
        description = "Stops the stack on a data folder: services drain, then Kafka stops. Records and scans stay.",
        footer = {"", "Example:", "  ./e2enet down --data /srv/e2enet"})
public final class DownCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    @Mixin
    private StackOptions stackOptions;

    @Mixin
    private OutputOptions output;

    /**
     * The answer.
     *
     * @param wasRunning whether there was a stack to stop
     * @param orphans services that a killed launcher had left, ended now
     */
    record Stopped(boolean wasRunning, int orphans) {}

    @Override
    public Integer call() throws InterruptedException {
        DataFolder folder = stackOptions.folder();
        Optional<StackState> left = StackState.read(folder);
        boolean wasRunning = left.isPresent() && left.get().isAlive();
        if (wasRunning) {
            output.console().progress("Draining ...");
            left.get().launcher().handle().ifPresent(DownCommand::end);
        }
        int orphans = left.isPresent() ? Orphans.end(left.get()) : 0;
        StackState.remove(folder);
        output.console().say(words(folder, wasRunning, orphans));
        output.console().result(new Stopped(wasRunning, orphans));
        return ExitCode.OK;
    }

    private static String words(DataFolder folder, boolean wasRunning, int orphans) {
        if (orphans > 0) {
            return "Ended " + orphans + " services that a killed launcher had left.";
        }
        return wasRunning ? "Stopped." : "No stack runs on " + folder.root() + ".";
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException still) {
            throw new Fault(
                            "CLI-106",
                            "process " + process.pid() + " did not end within " + TIMEOUT.toSeconds() + " s",
                            "down",
                            "Look into the logs folder; end it with 'kill -9' if it hangs.")
                    .exception(still);
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
