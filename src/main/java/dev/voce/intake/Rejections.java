package dev.voce.intake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

import dev.voce.response.Meters;
import dev.voce.web.Problem;

/**
 * Counts responses that are refused before they reach the ledger; it resolves no
 * exception.
 */
@Component
class Rejections implements HandlerExceptionResolver, Ordered {

	private final Meters meters;

	Rejections(Meters meters) {
		this.meters = meters;
	}

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception ex) {
		if (ex instanceof Problem refusal && handler instanceof HandlerMethod method
				&& method.hasMethodAnnotation(StoresResponse.class)) {
			this.meters.rejected(refusal);
		}
		return null;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
