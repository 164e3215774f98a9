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

/** An e-mail address, of which only the syntax is checked. */
@Pattern(regexp = "\\s*[^@\\s\\x00\\p{Cs}]+@[^@\\s\\x00\\p{Cs}]+\\s*")
@Size(max = 254)
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@interface Email {

	String message() default "user.email";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

}
