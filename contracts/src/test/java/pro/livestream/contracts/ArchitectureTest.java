package pro.livestream.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Contracts hold no I/O, no framework, no helpers. */
class ArchitectureTest {
    @Test
    void needsNothingButTheLanguageAndAnnotations() {
        var contracts = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("pro.livestream.contracts");

        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "pro.livestream.contracts..",
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "org.jspecify.annotations..",
                        "com.fasterxml.jackson.annotation..")
                .check(contracts);
    }
}
