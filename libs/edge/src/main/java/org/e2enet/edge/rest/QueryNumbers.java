package org.e2enet.edge.rest;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.e2enet.edge.EdgeFaults;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Numbers after the question mark: one that is none is the caller's mistake, 400 with EDG-109. The framework's own answer is 404, as if the
 * path were wrong; that stays for numbers in paths.
 */
@Provider
public final class QueryNumbers implements ParamConverterProvider {
    private static final Map<Class<?>, Function<String, ?>> READERS = Map.of(
            int.class, Integer::valueOf,
            Integer.class, Integer::valueOf,
            long.class, Long::valueOf,
            Long.class, Long::valueOf,
            double.class, Double::valueOf,
            Double.class, Double::valueOf);

    @Override
    public <T> ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        Function<String, ?> reader = READERS.get(type);
        if (reader == null || annotations == null) {
            return null;
        }
        return Arrays.stream(annotations)
                .flatMap(annotation -> name(annotation).stream())
                .map(name -> new Number<T>(name, reader))
                .findFirst()
                .orElse(null);
    }

    /** @return empty for what is no parameter of a query */
    private static Optional<String> name(Annotation annotation) {
        return switch (annotation) {
            case QueryParam query -> Optional.of(query.value());
            // Without a name of its own it goes by the method's parameter, which is not told here.
            case RestQuery query -> Optional.of(query.value().isEmpty() ? "parameter" : query.value());
            default -> Optional.empty();
        };
    }

    /** @param name of the parameter */
    private record Number<T>(String name, Function<String, ?> reader) implements ParamConverter<T> {
        @Override
        @SuppressWarnings("unchecked") // a reader stands beside its type
        public T fromString(String value) {
            try {
                return value == null ? null : (T) reader.apply(value.strip());
            } catch (NumberFormatException none) {
                throw new WebApplicationException(
                        Problems.answer(Response.Status.BAD_REQUEST.getStatusCode(), EdgeFaults.noNumber(name)));
            }
        }

        @Override
        public String toString(T value) {
            return String.valueOf(value);
        }
    }
}
