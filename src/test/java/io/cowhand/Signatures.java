package io.cowhand;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The types that stand in the public and protected signatures of a class. */
final class Signatures {

    private final Set<Type> seen = new HashSet<>();
    private final Set<Class<?>> classes = new HashSet<>();

    private Signatures() {}

    /** Returns the types that users of a class meet; none where they cannot see the class itself. */
    static Set<Class<?>> mentionedBy(String name) {
        Signatures signatures = new Signatures();
        try {
            signatures.addClass(Class.forName(name, false, Signatures.class.getClassLoader()));
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException(missing);
        }
        return signatures.classes;
    }

    private void addClass(Class<?> type) {
        for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
            if (!isVisible(outer.getModifiers())) {
                return;
            }
        }
        if (type.getGenericSuperclass() != null) {
            add(type.getGenericSuperclass());
        }
        Stream.of(type.getGenericInterfaces()).forEach(this::add);
        Stream.of(type.getTypeParameters()).forEach(this::add);
        for (Field field : type.getDeclaredFields()) {
            if (isVisible(field.getModifiers())) {
                add(field.getGenericType());
            }
        }
        Stream.<Executable>concat(Stream.of(type.getDeclaredMethods()), Stream.of(type.getDeclaredConstructors()))
                .filter(each -> isVisible(each.getModifiers()) && !each.isSynthetic())
                .forEach(this::addExecutable);
    }

    private void addExecutable(Executable executable) {
        Stream.of(executable.getGenericParameterTypes()).forEach(this::add);
        Stream.of(executable.getGenericExceptionTypes()).forEach(this::add);
        Stream.of(executable.getTypeParameters()).forEach(this::add);
        if (executable instanceof Method method) {
            add(method.getGenericReturnType());
        }
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private void add(Type type) {
        if (!seen.add(type)) {
            return;
        }
        if (type instanceof Class<?> of) {
            classes.add(of.isArray() ? of.getComponentType() : of);
        } else if (type instanceof ParameterizedType of) {
            add(of.getRawType());
            Stream.of(of.getActualTypeArguments()).forEach(this::add);
        } else if (type instanceof GenericArrayType of) {
            add(of.getGenericComponentType());
        } else if (type instanceof TypeVariable<?> of) {
            Stream.of(of.getBounds()).forEach(this::add);
        } else if (type instanceof WildcardType of) {
            Stream.of(of.getUpperBounds()).forEach(this::add);
            Stream.of(of.getLowerBounds()).forEach(this::add);
        }
    }
}
