package org.e2enet.edge.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.e2enet.contract.AuditRecorded;
import org.e2enet.contract.AuditRecorded.Deed;

/**
 * Makes records the links of one process' chain, and holds those that the broker does not have yet, oldest first. Bounded: where there is no
 * room, records are counted instead, and a record of the chain tells how many. Thread safe.
 */
final class AuditChain {
    static final String LEFT_OUT = "left out for want of room";

    private final String service;
    private final String name;
    private final int most;
    private final Deque<AuditRecorded> waiting = new ArrayDeque<>();
    private long number;
    private String last = AuditRecorded.BEGIN;
    private long leftOut;
    private boolean ending;

    /** @param most that wait before calls are refused; what is in hand then finds as much room once more */
    AuditChain(String service, String name, int most) {
        this.service = service;
        this.name = name;
        this.most = most;
    }

    String name() {
        return name;
    }

    synchronized void add(Deed deed) {
        // Anybody can have himself refused, as often as he likes.
        if (isFull() && (deed.outcome().equals(Auditor.REFUSED) || waiting.size() >= 2L * most)) {
            leftOut++;
            return;
        }
        tellLeftOut();
        link(deed);
    }

    private void link(Deed deed) {
        AuditRecorded record = AuditRecorded.of(name, number + 1, last, deed);
        number = record.number();
        last = record.hash();
        waiting.add(record);
        notifyAll();
    }

    /** There is room again, or the end has come. */
    private void tellLeftOut() {
        if (leftOut > 0 && (ending || !isFull())) {
            link(new Deed(
                    Instant.now().truncatedTo(ChronoUnit.MILLIS),
                    service,
                    Auditor.SERVICE,
                    null,
                    LEFT_OUT,
                    List.of(leftOut + " records"),
                    Auditor.FAILED,
                    null));
            leftOut = 0;
        }
    }

    synchronized boolean isFull() {
        return waiting.size() >= most;
    }

    synchronized int size() {
        return waiting.size();
    }

    /** The oldest one, which stays until it is {@link #remove}d; null when none came in time, or the service ends and all is sent. */
    synchronized AuditRecorded oldest(long timeoutMs) throws InterruptedException {
        if (waiting.isEmpty() && !ending) {
            wait(timeoutMs);
        }
        return waiting.peek();
    }

    /** Those with a higher number. */
    synchronized List<AuditRecorded> after(long known) {
        return waiting.stream().filter(record -> record.number() > known).toList();
    }

    /** It is sent, or will never be. @return whether it was the last */
    synchronized boolean remove(AuditRecorded record) {
        waiting.remove(record);
        tellLeftOut();
        return waiting.isEmpty();
    }

    synchronized boolean isEnding() {
        return ending;
    }

    synchronized void end() {
        ending = true;
        tellLeftOut();
        notifyAll();
    }
}
