package io.github.attentionmoa;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.github.attentionmoa.prompt.Role;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOT = "io.github.attentionmoa";
  private static final int PUBLIC_TYPE_BUDGET = 45;

  /** Each package with those it stands on, itself included; a package is added after its own. */
  private static final Map<String, Set<String>> UPSTREAM = new HashMap<>();

  static {
    place("prompt");
    place("agent", "prompt");
    place("propose", "agent");
    place("attention", "propose");
    place("refine", "attention");
    place("aggregate", "refine");
    place("layer", "aggregate");
    place("residual", "layer");
    place("stop", "residual");
    place("limit", "prompt", "layer");
    place("result", "prompt", "agent", "layer", "residual", "stop", "limit");
    place("observe", "agent", "layer", "residual", "limit", "result");
    place("testing", "prompt", "agent");
    place("", "stop", "observe");
  }

  private static final Path CLASSES = classesOf(Role.class);
  private static final JavaClasses CORE = new ClassFileImporter().importPath(CLASSES);

  @Test
  void everyPackageHasAPlace() {
    Set<String> unplaced = new HashSet<>();
    CORE.forEach(type -> unplaced.add(packageOf(type)));

    unplaced.removeAll(UPSTREAM.keySet());

    assertThat(unplaced).isEmpty();
  }

  @Test
  void moduleExportsEveryPackage() {
    Set<String> packages = new HashSet<>();
    CORE.forEach(type -> packages.add(type.getPackageName()));

    ModuleDescriptor module = ModuleFinder.of(CLASSES).find(ROOT).orElseThrow().descriptor();

    assertThat(module.exports())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrderElementsOf(packages);
  }

  @Test
  void importsPointUpstream() {
    List<String> downstream =
        CORE.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(dependency -> isOurs(dependency.getTargetClass()))
            .filter(
                dependency ->
                    !UPSTREAM
                        .getOrDefault(packageOf(dependency.getOriginClass()), Set.of())
                        .contains(packageOf(dependency.getTargetClass())))
            .map(Object::toString)
            .toList();

    assertThat(downstream).isEmpty();
  }

  @Test
  void packagesFormNoCycle() {
    slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(CORE);
  }

  @Test
  void coreStandsOnJavaSlf4jAndJspecifyAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(ROOT + "..", "java..", "org.slf4j..", "org.jspecify..")
        .check(CORE);
  }

  /** A clock on the wall may jump; the one that is read runs evenly, whatever anybody sets. */
  @Test
  void onlyTheMonotonicClockIsReadAndInOnePlace() {
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Date")
        .orShould()
        .dependOnClassesThat(
            describe(
                "show the time of day", type -> isOfDay(type.getPackageName(), type.getName())))
        .check(CORE);
    noClasses()
        .that(
            describe(
                "are not the scheduler", type -> !type.getName().startsWith(ROOT + ".Scheduler")))
        .should()
        .callMethod(System.class, "nanoTime")
        .check(CORE);
  }

  private static boolean isOfDay(String inPackage, String type) {
    return inPackage.startsWith("java.time") && !type.equals("java.time.Duration");
  }

  @Test
  void publicConcreteClassesAreFinal() {
    classes()
        .that()
        .arePublic()
        .and()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .doNotHaveModifier(JavaModifier.ABSTRACT)
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(CORE);
  }

  @Test
  void packagesAreNullMarked() {
    Set<String> unmarked = new HashSet<>();
    CORE.stream()
        .map(JavaClass::getPackage)
        .filter(javaPackage -> !javaPackage.isAnnotatedWith(NullMarked.class))
        .forEach(javaPackage -> unmarked.add(javaPackage.getName()));

    assertThat(unmarked).isEmpty();
  }

  @Test
  void publicTypesStayWithinTheBudget() {
    List<String> types =
        CORE.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .map(JavaClass::getName)
            .toList();

    assertThat(types).hasSizeLessThanOrEqualTo(PUBLIC_TYPE_BUDGET);
  }

  @Test
  void standardStreamsStayTheUsers() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CORE);
  }

  @Test
  void noClassReadsTheWallClockOrSleeps() {
    noClasses()
        .should()
        .accessTargetWhere(
            targets(System.class, "currentTimeMillis").or(targets(Thread.class, "sleep")))
        .check(CORE);
  }

  private static Path classesOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void place(String name, String... standsOn) {
    Set<String> upstream = new HashSet<>(Set.of(name));
    for (String other : standsOn) {
      upstream.addAll(UPSTREAM.get(other));
    }
    UPSTREAM.put(name, upstream);
  }

  private static boolean isOurs(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    return name.equals(ROOT) || name.startsWith(ROOT + ".");
  }

  /** The package's name below the root, and the empty name for the root itself. */
  private static String packageOf(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
  }

  private static DescribedPredicate<JavaAccess<?>> targets(Class<?> owner, String name) {
    return describe(
        "targets " + owner.getSimpleName() + "." + name,
        access -> access.getTargetOwner().isEquivalentTo(owner) && access.getName().equals(name));
  }

  private static final class ByPackage implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return isOurs(type) ? SliceIdentifier.of(packageOf(type)) : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages of " + ROOT;
    }
  }
}
