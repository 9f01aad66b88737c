package org.e2enet.pacs.archive;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * A body that is read no further than a limit, and tells whether it was longer: that is no fault of the connection. Of one call.
 *
 * @param <T> what the body becomes
 */
final class BoundedBody<T> implements BodyHandler<T> {
    private final BodyHandler<T> handler;
    private final long limitBytes;
    private volatile boolean longer;

    BoundedBody(BodyHandler<T> handler, long limitBytes) {
        this.handler = handler;
        this.limitBytes = limitBytes;
    }

    /** Whether there was more than the limit. */
    boolean isLonger() {
        return longer;
    }

    @Override
    public BodySubscriber<T> apply(ResponseInfo info) {
        return new Counting(handler.apply(info));
    }

    private final class Counting implements BodySubscriber<T> {
        private final BodySubscriber<T> taker;
        private Subscription subscription;
        private long bytes;

        private Counting(BodySubscriber<T> taker) {
            this.taker = taker;
        }

        @Override
        public CompletionStage<T> getBody() {
            return taker.getBody();
        }

        @Override
        public void onSubscribe(Subscription with) {
            subscription = with;
            taker.onSubscribe(with);
        }

        @Override
        public void onNext(List<ByteBuffer> part) {
            bytes += part.stream().mapToLong(Buffer::remaining).sum();
            if (bytes <= limitBytes) {
                taker.onNext(part);
            } else if (!longer) {
                longer = true;
                subscription.cancel();
                taker.onError(new IOException("longer than " + limitBytes + " bytes"));
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (!longer) {
                taker.onError(failure);
            }
        }

        @Override
        public void onComplete() {
            if (!longer) {
                taker.onComplete();
            }
        }
    }
}
