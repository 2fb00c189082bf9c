package pro.livestream.chat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.mutiny.groups.UniAwait;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("pro.livestream.chat");

    @Test
    void featuresDoNotDependOnEachOtherInCircles() {
        slices().matching("pro.livestream.chat.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void servicesDoNotImportEachOther() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "pro.livestream.gateway..",
                        "pro.livestream.stream..",
                        "pro.livestream.archive..",
                        "pro.livestream.payment..",
                        "pro.livestream.notification..",
                        "pro.livestream.local..")
                .check(CLASSES);
    }

    @Test
    void nothingBlocks() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("BlockingAdapter")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(UniAwait.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CLASSES);
    }

    @Test
    void noSignatureHasCompletableFutures() {
        noMethods().should().haveRawReturnType(CompletableFuture.class).check(CLASSES);
    }
}
