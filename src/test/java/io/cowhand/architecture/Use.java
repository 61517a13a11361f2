package io.cowhand.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the uses of an API in a class. */
@FunctionalInterface
interface Use {

    /** Returns a description of each use. */
    Stream<String> in(JavaClass from);

    /** Returns the condition that a class uses none of the given APIs. */
    static ArchCondition<JavaClass> none(String description, Use... uses) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                Stream.of(uses)
                        .flatMap(use -> use.in(from))
                        .forEach(found -> events.add(SimpleConditionEvent.violated(from, found)));
            }
        };
    }

    /** Any use of classes whose full names match a regular expression, also in signatures and as supertypes. */
    static Use ofClasses(String regex) {
        Predicate<String> forbidden = Pattern.compile(regex).asMatchPredicate();
        return from -> from.getDirectDependenciesFromSelf().stream()
                .filter(each -> forbidden.test(
                        each.getTargetClass().getBaseComponentType().getName()))
                .map(Object::toString);
    }

    /** Members of a class and its subclasses, all but those named. */
    static Use ofMembersExcept(Class<?> owner, String... harmless) {
        Set<String> names = Set.of(harmless);
        return accesses(access -> access.getTargetOwner().isAssignableTo(owner) && !names.contains(access.getName()));
    }

    /** The members of a class and its subclasses that are named. */
    static Use ofMembers(Class<?> owner, String... forbidden) {
        Set<String> names = Set.of(forbidden);
        return accesses(access -> access.getTargetOwner().isAssignableTo(owner) && names.contains(access.getName()));
    }

    /** Methods or constructors of classes whose full names match, where one of their parameters is of a type. */
    static Use ofParameter(String owners, Class<?> parameter) {
        Predicate<String> owner = Pattern.compile(owners).asMatchPredicate();
        return accesses(access -> owner.test(access.getTargetOwner().getName())
                && parameters(access).contains(parameter.getName()));
    }

    /** The one method or constructor of a class that has this name and these parameters. */
    static Use ofOverload(Class<?> owner, String name, Class<?>... parameters) {
        List<String> types = Stream.of(parameters).map(Class::getName).toList();
        return accesses(access -> access.getTargetOwner().isEquivalentTo(owner)
                && access.getName().equals(name)
                && parameters(access).equals(types));
    }

    /** The class itself as an object, with which code can reach all of an enum's constants. */
    static Use ofClassObject(Class<?> type) {
        return from -> from.getReferencedClassObjects().stream()
                .filter(each -> each.getRawType().isEquivalentTo(type))
                .map(each -> each.getOwner().getDescription() + " refers to " + type + " in "
                        + each.getSourceCodeLocation());
    }

    private static Use accesses(Predicate<JavaAccess<?>> forbidden) {
        return from -> from.getAccessesFromSelf().stream().filter(forbidden).map(JavaAccess::getDescription);
    }

    private static List<String> parameters(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                ? target.getRawParameterTypes().stream().map(JavaClass::getName).toList()
                : List.of();
    }
}
