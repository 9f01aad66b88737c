package org.e2enet.edge.memory;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.e2enet.memory.MemoryBudget;

/** The one budget of the process: inject {@code MemoryBudget}. A service with a limit of its own makes the bean itself. */
final class MemoryBeans {
    @Produces
    @Singleton
    @DefaultBean
    MemoryBudget memory() {
        return MemoryBudget.ofHeap();
    }
}
