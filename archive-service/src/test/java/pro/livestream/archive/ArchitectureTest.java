package pro.livestream.archive;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The rules of the house. */
class ArchitectureTest {

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("pro.livestream.archive");

    @Test
    void needsNoOtherService() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "pro.livestream.chat..",
                        "pro.livestream.stream..",
                        "pro.livestream.payment..",
                        "pro.livestream.notification..",
                        "pro.livestream.gateway..")
                .check(SERVICE);
    }

    @Test
    void hasNoCyclesBetweenFeatures() {
        slices().matching("pro.livestream.archive.(*)..")
                .should()
                .beFreeOfCycles()
                .check(SERVICE);
    }

    @Test
    void keepsTheRecordingFreeOfIo() {
        noClasses()
                .that()
                .resideInAPackage("..archive.recording..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.smallrye.mutiny..", "software.amazon..", "java.nio.file..")
                .check(SERVICE);
    }

    @Test
    void blocksInBlockingAdaptersOnly() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("BlockingAdapter")
                .and()
                .haveNameNotMatching(".*BlockingAdapter\\$.*")
                .should()
                .callMethod(Thread.class, "startVirtualThread", Runnable.class)
                .orShould()
                .callMethod(Thread.class, "ofVirtual")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(CompletableFuture.class, "join")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.smallrye.mutiny.groups.UniAwait")
                .check(SERVICE);
    }

    @Test
    void showsNoFuturesInSignatures() {
        methods().should().notHaveRawReturnType(CompletableFuture.class).check(SERVICE);
    }

    @Test
    void namesEdgesAsTheHouseDoes() {
        classes()
                .that()
                .areAnnotatedWith(jakarta.ws.rs.Path.class)
                .should()
                .haveSimpleNameEndingWith("Resource")
                .check(SERVICE);
        methods()
                .that()
                .areAnnotatedWith(org.eclipse.microprofile.reactive.messaging.Incoming.class)
                .should()
                .beDeclaredInClassesThat()
                .haveSimpleNameEndingWith("Consumer")
                .check(SERVICE);
    }
}
