package pro.livestream.payment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("pro.livestream.payment");

    @Test
    void knowsNoOtherService() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "pro.livestream.gateway..",
                        "pro.livestream.chat..",
                        "pro.livestream.stream..",
                        "pro.livestream.archive..",
                        "pro.livestream.notification..",
                        "pro.livestream.local..")
                .check(CLASSES);
    }

    @Test
    void hasNoCyclesBetweenFeatures() {
        slices().matching("pro.livestream.payment.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void keepsTheLedgerPure() {
        noClasses()
                .that()
                .resideInAPackage("..ledger..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io..", "jakarta..", "com..", "pro.livestream.platform..")
                .check(CLASSES);
    }

    @Test
    void speaksToStripeInOnePlaceOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..provider.stripe..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.stripe..")
                .check(CLASSES);
    }

    @Test
    void waitsNowhere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(CompletableFuture.class)
                .check(CLASSES);
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CLASSES);
    }

    @Test
    void countsMoneyInWholeNumbers() {
        noClasses()
                .that()
                .resideInAnyPackage("..ledger..", "..transaction..", "..tip..", "..provider..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Double.class)
                .check(CLASSES);
    }
}
