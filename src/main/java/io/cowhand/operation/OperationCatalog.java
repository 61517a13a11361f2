package io.cowhand.operation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The operations that recipes can use, by name. */
public final class OperationCatalog {

    private final Map<String, OperationHandler> handlers;

    private OperationCatalog(Map<String, OperationHandler> handlers) {
        this.handlers = Collections.unmodifiableMap(handlers);
    }

    /** Returns the operations that the class path provides. */
    public static OperationCatalog load() {
        List<OperationHandler> found = new ArrayList<>();
        ServiceLoader.load(OperationHandler.class, OperationCatalog.class.getClassLoader())
                .forEach(found::add);
        return of(found);
    }

    /**
     * Returns a catalog of the given handlers.
     *
     * @throws IllegalArgumentException if two handlers have the same name
     */
    public static OperationCatalog of(List<OperationHandler> handlers) {
        Map<String, OperationHandler> byName = new TreeMap<>();
        for (OperationHandler handler : handlers) {
            OperationHandler other = byName.putIfAbsent(handler.name(), handler);
            if (other != null) {
                throw new IllegalArgumentException("two handlers for operation " + handler.name() + ": " + where(other)
                        + " and " + where(handler));
            }
        }
        return new OperationCatalog(byName);
    }

    /** Returns the class of a handler, and the jar that it comes from. */
    private static String where(OperationHandler handler) {
        String loader = handler.getClass().getClassLoader().getName();
        return handler.getClass().getName() + (loader == null || loader.equals("app") ? "" : " of " + loader);
    }

    /** Returns the handlers in the order of their names. */
    public List<OperationHandler> handlers() {
        return List.copyOf(handlers.values());
    }

    /** Returns the handler of an operation, if there is one. */
    public Optional<OperationHandler> find(String name) {
        return Optional.ofNullable(handlers.get(name));
    }
}
