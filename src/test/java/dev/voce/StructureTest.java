package dev.voce;

import java.sql.Statement;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.modulith.core.ApplicationModules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

class StructureTest {

	private static final JavaClasses main = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.voce");

	@Test
	void arrowsPointDown() {
		ApplicationModules.of(Voce.class).verify();
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

	@Test
	void entitiesAndRepositoriesStayInTheirPackage() {
		check(classes().that()
			.areAnnotatedWith(Entity.class)
			.or()
			.areAssignableTo(Repository.class)
			.or()
			.areAnnotatedWith(org.springframework.stereotype.Repository.class)
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
	void pathsAreReadDecoded() {
		check(noClasses().should()
			.callMethod(HttpServletRequest.class, "getRequestURI")
			.because("another spelling of a path evades the rule; RequestedPath is the same for all spellings"));
	}

	@Test
	void noClassIsCalledImpl() {
		check(noClasses().should()
			.haveSimpleNameEndingWith("Impl")
			.because("an interface with one implementation is a class"));
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
