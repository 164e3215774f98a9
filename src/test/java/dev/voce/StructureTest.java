package dev.voce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Conditional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.scheduling.annotation.Scheduled;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

class StructureTest {

	private static final JavaClasses main = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.voce");

	/** What somebody new can hold in mind. */
	private static final int MOST_TYPES = 25;

	private static final Path SOURCES = Path.of("src/main/java/dev/voce");

	@Test
	void modulesUseOnlyWhatTheirPackageInfoNames() {
		ApplicationModules.of(Voce.class).verify();
	}

	@Test
	void everyModuleIsSmallAndDocumented() throws IOException {
		try (Stream<Path> files = Files.walk(SOURCES)) {
			Map<Path, List<String>> types = files.filter((file) -> file.toString().endsWith(".java"))
				.collect(Collectors.groupingBy(Path::getParent, TreeMap::new,
						Collectors.mapping((file) -> file.getFileName().toString(), Collectors.toList())));
			assertThat(types).hasSizeGreaterThan(10);
			types.forEach((module, names) -> {
				assertThat(names).as("%s", module).contains("package-info.java");
				assertThat(names.size() - 1).as("types in %s", module).isLessThanOrEqualTo(MOST_TYPES);
				assertThat(module.resolve("package-info.java")).content()
					.as("%s", module)
					.matches("(?s)/\\*\\*\\s+(\\* )?\\w.*@NullMarked.*")
					.matches(
							(text) -> module.equals(SOURCES)
									|| text.matches("(?s).*@ApplicationModule\\(\\s*allowedDependencies.*"),
							"names what it may use");
			});
		}
	}

	@Test
	void nothingButRepositoriesHoldsSql() {
		check(methods().that()
			.areAnnotatedWith(Query.class)
			.should()
			.beDeclaredInClassesThat()
			.areAssignableTo(Repository.class)
			.because("a statement is found where the rows it touches are"));
		check(noClasses().that()
			.areNotAnnotatedWith(org.springframework.stereotype.Repository.class)
			.and()
			.resideOutsideOfPackage("dev.voce.storage") // which makes the database ready
			.should()
			.dependOnClassesThat()
			.haveFullyQualifiedName("org.springframework.jdbc.core.JdbcTemplate")
			.orShould()
			.dependOnClassesThat()
			.haveFullyQualifiedName("org.springframework.jdbc.core.simple.JdbcClient")
			.orShould()
			.dependOnClassesThat()
			.areAssignableTo(Statement.class)
			.orShould()
			.dependOnClassesThat()
			.areAssignableTo(EntityManager.class)
			.because("they would be a second way to the database"));
	}

	// SurveyStates is public, as every module that writes locks states: it hands out no
	// rows, but what they say.
	@Test
	void entitiesAndRepositoriesStayInTheirPackage() {
		check(classes()
			.that(DescribedPredicate.describe("keep rows",
					(JavaClass type) -> type.isAnnotatedWith(Entity.class) || type.isAssignableTo(Repository.class)
							|| (type.isAnnotatedWith(org.springframework.stereotype.Repository.class)
									&& !type.getFullName().equals("dev.voce.survey.SurveyStates"))))
			.should()
			.notBePublic()
			.because("another package could change rows behind the owner's back"));
	}

	@Test
	void nothingIsInjectedIntoFields() {
		check(noFields().should()
			.beAnnotatedWith(Autowired.class)
			.orShould()
			.beAnnotatedWith(Value.class)
			.because("what a class needs stands in its constructor"));
	}

	@Test
	void whatIsScheduledIsAJob() {
		check(noMethods().should()
			.beAnnotatedWith(Scheduled.class)
			.because("Jobs.every runs it on one node at a time, survives a kill and waits for the database"));
	}

	@Test
	void noPartDependsOnASetting() {
		String why = "the jar starts from parts that were chosen when it was built: a part asks its settings when it runs";
		check(noClasses().should()
			.beAnnotatedWith(Conditional.class)
			.orShould()
			.beMetaAnnotatedWith(Conditional.class)
			.because(why));
		check(noMethods().should()
			.beAnnotatedWith(Conditional.class)
			.orShould()
			.beMetaAnnotatedWith(Conditional.class)
			.because(why));
	}

	@Test
	void pathsAreReadDecoded() {
		check(noClasses().that()
			.doNotHaveSimpleName("AddressSyntax") // looks at the spelling itself
			.should()
			.callMethod(HttpServletRequest.class, "getRequestURI")
			.because("another spelling of a path evades the rule; RequestedPath is the same for all spellings"));
	}

	/**
	 * Those that a class takes a list of are there for modules to come, and a fragment of
	 * a repository can't be a class.
	 */
	@Test
	void noInterfaceHasASingleImplementation() {
		Set<JavaClass> listed = main.stream()
			.flatMap((type) -> type.getFields().stream())
			.map(JavaField::getType)
			.filter((type) -> type.toErasure().isEquivalentTo(List.class))
			.flatMap((type) -> type.getAllInvolvedRawTypes().stream())
			.collect(Collectors.toSet());
		assertThat(main.stream()
			.filter((type) -> type.isInterface() && !listed.contains(type))
			.filter((type) -> type.getAllSubclasses()
				.stream()
				.noneMatch((each) -> each.isAssignableTo(Repository.class)))
			.filter((type) -> type.getAllSubclasses().stream().filter((each) -> !each.isInterface()).count() == 1)
			.map(JavaClass::getName)).as("an interface with one implementation is a class").isEmpty();
	}

	@Test
	void scoringKnowsOnlyArithmetic() {
		check(noClasses().that()
			.resideInAPackage("dev.voce.scoring")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("jakarta.persistence..", "java.time..", "java.sql..",
					"org.springframework.stereotype..")
			.because("figures depend on counts alone"));
	}

	private static void check(ArchRule rule) {
		rule.check(main);
	}

}
