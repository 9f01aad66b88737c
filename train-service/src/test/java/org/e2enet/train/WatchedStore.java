package org.e2enet.train;

import io.quarkus.test.Mock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.e2enet.store.DocumentStore;
import org.e2enet.store.ObjectStore;
import org.e2enet.store.Store;

/** The service's store, which tells a test of every call before it is made: so that a test can act at any place of the work. */
@Singleton
class WatchedStore {
    private volatile Runnable beforeCall = () -> {};

    void beforeEachCall(Runnable action) {
        beforeCall = action;
    }

    @Produces
    @Singleton
    @Mock
    ObjectStore objects(Store store) {
        return watched(ObjectStore.class, store.objects());
    }

    @Produces
    @Singleton
    @Mock
    DocumentStore documents(Store store) {
        return watched(DocumentStore.class, store.documents());
    }

    private <T> T watched(Class<T> type, T store) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    beforeCall.run();
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                }));
    }
}
