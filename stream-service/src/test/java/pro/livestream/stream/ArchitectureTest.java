package pro.livestream.stream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("pro.livestream.stream");

    @Test
    void knows_no_other_service() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "pro.livestream.gateway..",
                        "pro.livestream.chat..",
                        "pro.livestream.archive..",
                        "pro.livestream.payment..",
                        "pro.livestream.notification..",
                        "pro.livestream.local..")
                .check(SERVICE);
    }

    @Test
    void features_have_no_cycles() {
        slices().matching("pro.livestream.stream.(*)..")
                .should()
                .beFreeOfCycles()
                .check(SERVICE);
        slices().matching("pro.livestream.stream.(**)")
                .should()
                .beFreeOfCycles()
                .check(SERVICE);
    }

    @Test
    void media_servers_know_streams_only_by_their_port() {
        noClasses()
                .that()
                .resideInAPackage("pro.livestream.stream.media..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "pro.livestream.stream.lifecycle..",
                        "pro.livestream.stream.key..",
                        "pro.livestream.stream.viewer..",
                        "pro.livestream.stream.profile..")
                .check(SERVICE);
    }

    @Test
    void the_packages_below_the_embedded_server_are_plain_java() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "pro.livestream.stream.media.embedded.rtmp",
                        "pro.livestream.stream.media.embedded.hls",
                        "pro.livestream.stream.media.embedded.browser",
                        "pro.livestream.stream.media.embedded.transcode")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..")
                .check(SERVICE);
    }

    @Test
    void blocks_only_in_blocking_adapters() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("BlockingAdapter")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "startVirtualThread", Runnable.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.smallrye.mutiny.groups.UniAwait")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.FileInputStream")
                .check(SERVICE);
    }

    @Test
    void futures_stay_inside() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("pro.livestream.stream..")
                .should()
                .notHaveRawReturnType(CompletableFuture.class)
                .check(SERVICE);
    }

    @Test
    void every_package_is_null_marked() {
        classes().should().resideInAnyPackage("pro.livestream.stream..").check(SERVICE);
        SERVICE.stream()
                .map(type -> type.getPackage())
                .distinct()
                .forEach(place -> org.assertj.core.api.Assertions.assertThat(place.isAnnotatedWith(NullMarked.class))
                        .as(place.getName())
                        .isTrue());
    }
}
