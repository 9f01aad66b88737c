package org.e2enet.standalone.stack;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.e2enet.faults.Fault;
import org.e2enet.files.AtomicFiles;

/**
 * Who runs on a data folder, for {@code status}, {@code down} and commands that use a running stack.
 *
 * @param launcher the process that holds the broker
 * @param services its children, in start order; one that has ended until it is started again
 */
public record StackState(StackPorts ports, Running launcher, List<Running> services) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A process that cannot be mistaken for a later one of the same id.
     *
     * @param startedMillis since the epoch, as the system tells it
     * @param restarts ends in a row without a quiet time between them
     */
    public record Running(String name, long pid, long startedMillis, int restarts) {
        static Running of(String name, ProcessHandle process) {
            return new Running(name, process.pid(), startOf(process), 0);
        }

        Running with(Restarts restarts) {
            return new Running(name, pid, startedMillis, restarts.inARow());
        }

        /** The process, if it still lives. */
        public Optional<ProcessHandle> handle() {
            return ProcessHandle.of(pid).filter(process -> process.isAlive() && startOf(process) == startedMillis);
        }

        private static long startOf(ProcessHandle process) {
            return process.info()
                    .startInstant()
                    .map(instant -> instant.toEpochMilli())
                    .orElse(0L);
        }
    }

    public StackState {
        services = List.copyOf(services);
    }

    @JsonIgnore
    public boolean isAlive() {
        return launcher.handle().isPresent();
    }

    /**
     * What the folder's last stack left or holds; empty where none did.
     *
     * @throws org.e2enet.faults.FaultException CLI-109 when the file is damaged
     */
    public static Optional<StackState> read(DataFolder folder) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(folder.state()), StackState.class));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new Fault(
                            "CLI-109",
                            "who runs here cannot be read",
                            folder.state().toString(),
                            "Where no stack runs, './e2enet up' replaces the file; else end its processes and remove it.")
                    .exception(failure);
        }
    }

    /** The stack that runs on the folder now, if any. */
    public static Optional<StackState> running(DataFolder folder) {
        return read(folder).filter(StackState::isAlive);
    }

    void write(DataFolder folder) {
        try {
            byte[] json = JSON.writeValueAsBytes(this);
            AtomicFiles.replace(folder.state(), out -> out.write(json));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void remove(DataFolder folder) {
        try {
            Files.deleteIfExists(folder.state());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
