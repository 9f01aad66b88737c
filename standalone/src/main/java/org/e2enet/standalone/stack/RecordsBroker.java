package org.e2enet.standalone.stack;

import java.nio.file.Files;
import java.util.Optional;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.faults.Fault;

/**
 * A broker to read a stack's records from: that of the stack which is up on the data folder, or one without services for the
 * time of a command. Not thread safe.
 */
public final class RecordsBroker implements AutoCloseable {
    private final String bootstrapServers;
    private final Optional<EmbeddedKafka> own;
    private final Optional<StackLock> lock;

    private RecordsBroker(String bootstrapServers, Optional<EmbeddedKafka> own, Optional<StackLock> lock) {
        this.bootstrapServers = bootstrapServers;
        this.own = own;
        this.lock = lock;
    }

    /** @throws org.e2enet.faults.FaultException CLI-108 when no stack ever ran on the folder */
    public static RecordsBroker open(DataFolder folder) {
        Optional<StackState> running = StackState.running(folder);
        if (running.isPresent()) {
            return new RecordsBroker(running.get().ports().bootstrapServers(), Optional.empty(), Optional.empty());
        }
        if (!Files.isDirectory(folder.kafka())) {
            throw new Fault(
                            "CLI-108",
                            "the folder has no records of a stack",
                            folder.root().toString(),
                            "Name the data folder of the stack that trained with --data, or a broker with --broker.")
                    .exception();
        }
        folder.make();
        StackLock lock = StackLock.tryHold(folder).orElseThrow(() -> LocalStack.runsAlready(folder));
        BrokerLog.to(folder);
        EmbeddedKafka kafka = new EmbeddedKafka(folder.kafka(), 0).start();
        return new RecordsBroker(kafka.bootstrapServers(), Optional.of(kafka), Optional.of(lock));
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        own.ifPresent(EmbeddedKafka::close);
        lock.ifPresent(StackLock::close);
    }
}
