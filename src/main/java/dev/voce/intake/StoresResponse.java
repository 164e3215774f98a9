package dev.voce.intake;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import dev.voce.response.ResponseInput;

/** Documents the body and the replies of a call that stores a single response. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@RequestBody(required = true, content = @Content(schema = @Schema(implementation = ResponseInput.class)))
@ApiResponse(responseCode = "201", description = "stored",
		content = @Content(schema = @Schema(implementation = Acknowledgement.class)))
@ApiResponse(responseCode = "200", description = "amended, replaced, or stored already",
		content = @Content(schema = @Schema(implementation = Acknowledgement.class)))
@ApiResponse(responseCode = "409",
		description = "other content is stored under this revision, what is stored can't be amended, or the survey takes no new responses")
@ApiResponse(responseCode = "410")
@interface StoresResponse {

}
