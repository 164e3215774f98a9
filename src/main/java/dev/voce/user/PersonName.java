package dev.voce.user;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** A name for people to recognise somebody by. */
@Pattern(regexp = "\\s*[^\\x00\\p{Cs}\\s][^\\x00\\p{Cs}]*")
@Size(max = 100)
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@interface PersonName {

	String message() default "user.name";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

}
