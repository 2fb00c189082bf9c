package pro.livestream.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses PLATFORM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("pro.livestream.platform");

    @Test
    void knowsNoDomainNoun() {
        noClasses()
                .should()
                .haveNameMatching(
                        ".*\\.[A-Za-z]*(Stream(?!ing)|Room|Message|Chat|Tip|Archive|Follow|Viewer|Stage)[A-Za-z]*")
                .check(PLATFORM);
    }

    @Test
    void hasNoCyclesBetweenItsParts() {
        slices().matching("pro.livestream.platform.(*)..")
                .should()
                .beFreeOfCycles()
                .check(PLATFORM);
    }

    @Test
    void blocksOnlyInBlockingAdapters() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("BlockingAdapter")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.smallrye.mutiny.groups.UniAwait")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.CompletableFuture")
                .check(PLATFORM);
    }

    @Test
    void isNullMarkedThroughout() {
        classes()
                .that()
                .areTopLevelClasses()
                .should()
                .resideInAnyPackage("pro.livestream.platform..")
                .check(PLATFORM);
        PLATFORM.stream()
                .map(type -> type.getPackage())
                .distinct()
                .filter(place -> !place.getClasses().isEmpty())
                .forEach(place -> org.assertj.core.api.Assertions.assertThat(place.isAnnotatedWith(NullMarked.class))
                        .as(place.getName())
                        .isTrue());
    }
}
