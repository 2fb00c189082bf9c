package pro.livestream.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.mutiny.groups.UniAwait;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("pro.livestream.gateway");

    @Test
    void featuresHaveNoCycles() {
        slices().matching("pro.livestream.gateway.(*)..")
                .should()
                .beFreeOfCycles()
                .check(GATEWAY);
    }

    @Test
    void noOtherServiceIsImported() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "pro.livestream.chat..",
                        "pro.livestream.stream..",
                        "pro.livestream.archive..",
                        "pro.livestream.payment..",
                        "pro.livestream.notification..",
                        "pro.livestream.local..")
                .check(GATEWAY);
    }

    @Test
    void nothingWaits() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(UniAwait.class)
                .check(GATEWAY);
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(GATEWAY);
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(CompletableFuture.class)
                .check(GATEWAY);
    }

    @Test
    void threadsBelongToBlockingAdapters() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("BlockingAdapter")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadPoolExecutor")
                .orShould()
                .callMethod(io.smallrye.mutiny.infrastructure.Infrastructure.class, "getDefaultExecutor")
                .check(GATEWAY);
    }
}
