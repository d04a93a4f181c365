package org.printfarm.api;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.printfarm.api.annotation.HostProvided;

/**
 * What a plugin can be compiled against, as sorted lines: one for each type, supertype and member that is public or protected,
 * and one that begins with {@link #DUTY} for each method that a plugin has to write. A line that goes breaks a plugin that used
 * it; a duty that comes breaks a plugin that implements the type. All else may come.
 */
final class ApiSignatures {

    /** How the line of a method begins that every plugin which implements its type has to write. */
    static final String DUTY = "plugin writes ";

    private static final int SHOWN_MODIFIERS = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.FINAL;

    private ApiSignatures() {}

    /** The lines of the API as it is compiled now, in the order of {@link String}. */
    static List<String> current() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(ApiVersion.class.getPackageName())
                        .stream()
                        .map(JavaClass::reflect)
                        .filter(ApiSignatures::isSeen)
                        .flatMap(ApiSignatures::of)
                        .distinct()
                        .sorted()
                        .toList();
    }

    /** What of the newer lines would break a plugin that was made for the older ones, in words; empty when nothing would. */
    static List<String> breaks(List<String> older, List<String> newer) {
        Set<String> gone = new TreeSet<>(older);
        newer.forEach(gone::remove);
        Set<String> come = new TreeSet<>(newer);
        older.forEach(come::remove);
        return Stream.concat(
                        gone.stream().filter(line -> !line.startsWith(DUTY)).map(line -> "gone: " + line),
                        come.stream()
                                .filter(line -> isDutyOfATypeAmong(older, line))
                                .map(line -> "come: " + line))
                .toList();
    }

    private static boolean isDutyOfATypeAmong(List<String> older, String line) {
        return line.startsWith(DUTY)
                && older.stream().anyMatch(known -> known.startsWith(typeOf(line.substring(DUTY.length())) + ": "));
    }

    private static String typeOf(String line) {
        return line.substring(0, line.indexOf(": "));
    }

    private static boolean isSeen(Class<?> type) {
        Class<?> around = type.getDeclaringClass();
        return isSeen(type.getModifiers())
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && (around == null || isSeen(around));
    }

    private static boolean isSeen(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static Stream<String> of(Class<?> type) {
        String name = type.getName() + ": ";
        Stream<String> supertypes = Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .filter(above -> above != Object.class)
                .map(above -> "is a " + above.getTypeName());
        Stream<String> members = Stream.of(
                        Stream.of(kind(type)),
                        supertypes,
                        Arrays.stream(type.getDeclaredFields())
                                .filter(field -> isSeen(field.getModifiers()))
                                .map(ApiSignatures::field),
                        Arrays.stream(type.getDeclaredConstructors())
                                .filter(made -> isSeen(made.getModifiers()))
                                .map(ApiSignatures::constructor),
                        methods(type).map(ApiSignatures::method))
                .flatMap(lines -> lines);
        Stream<String> duties = type.isAnnotationPresent(HostProvided.class) || type.isSealed() || type.isAnnotation()
                ? Stream.of()
                : Arrays.stream(type.getMethods()) // inherited ones too
                        .filter(method -> Modifier.isAbstract(method.getModifiers()) && !isOfEveryObject(method))
                        .map(method -> DUTY + name + method(method));
        return Stream.concat(members.map(line -> name + line), duties);
    }

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> isSeen(method.getModifiers()) && !method.isSynthetic() && !isOfEveryObject(method));
    }

    private static boolean isOfEveryObject(Method method) {
        return Arrays.stream(Object.class.getMethods())
                .anyMatch(known -> known.getName().equals(method.getName())
                        && Arrays.equals(known.getParameterTypes(), method.getParameterTypes()));
    }

    private static String kind(Class<?> type) {
        String kind = type.isAnnotation()
                ? "annotation"
                : type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
        // whether an enum is final or sealed is the compiler's matter
        String mark = type.isEnum() ? "" : type.isSealed() ? "sealed " : shown(type.getModifiers() & Modifier.FINAL);
        return mark + kind + parameters(type);
    }

    private static String field(Field field) {
        return shown(field.getModifiers()) + field.getGenericType().getTypeName() + " " + field.getName();
    }

    private static String constructor(Constructor<?> made) {
        return shown(made.getModifiers()) + "new" + arguments(made);
    }

    private static String method(Method method) {
        return shown(method.getModifiers()) + parameters(method)
                + (method.getTypeParameters().length == 0 ? "" : " ")
                + method.getGenericReturnType().getTypeName() + " " + method.getName() + arguments(method);
    }

    private static String arguments(Executable executable) {
        String thrown = names(executable.getGenericExceptionTypes(), ", ");
        return "(" + names(executable.getGenericParameterTypes(), ", ") + ")"
                + (thrown.isEmpty() ? "" : " throws " + thrown);
    }

    private static String parameters(GenericDeclaration generic) {
        return generic.getTypeParameters().length == 0
                ? ""
                : Arrays.stream(generic.getTypeParameters())
                        .map(parameter -> parameter.getName() + " extends " + names(parameter.getBounds(), " & "))
                        .collect(Collectors.joining(", ", "<", ">"));
    }

    private static String names(Type[] types, String between) {
        return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(between));
    }

    private static String shown(int modifiers) {
        String words = Modifier.toString(modifiers & SHOWN_MODIFIERS);
        return words.isEmpty() ? "" : words + " ";
    }
}
