package pro.livestream.notification;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The rules by which this house is built. */
class ArchitectureTest {
    private static final JavaClasses OWN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("pro.livestream.notification");

    @Test
    void meetsOtherServicesOnlyInContractsAndPlatform() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "pro.livestream.gateway..",
                        "pro.livestream.chat..",
                        "pro.livestream.stream..",
                        "pro.livestream.archive..",
                        "pro.livestream.payment..",
                        "pro.livestream.local..")
                .check(OWN);
    }

    @Test
    void hasNoCyclesBetweenFeatures() {
        slices().matching("pro.livestream.notification.(*)..")
                .should()
                .beFreeOfCycles()
                .check(OWN);
    }

    @Test
    void keepsEdgesAndConsumersToTheirFeatures() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Resource")
                .or()
                .haveSimpleNameEndingWith("Consumer")
                .or()
                .haveSimpleNameEndingWith("Socket")
                .should()
                .bePackagePrivate()
                .check(OWN);
    }

    @Test
    void blocksNowhereAndShowsNoFutures() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("BlockingAdapter")
                .should()
                .callMethod(Uni.class, "await")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(OWN);
        methods()
                .should()
                .notHaveRawReturnType(CompletableFuture.class)
                .andShould()
                .notHaveRawReturnType(CompletionStage.class)
                .check(OWN);
    }
}
