package dev.voce.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.voce.web.Problem;

/**
 * Refuses bodies that are compressed, which would be read as they come: only a batch of
 * responses may be, and says so itself.
 */
@Configuration(proxyBeanMethods = false)
class ContentCoding implements WebMvcConfigurer, HandlerInterceptor {

	private static final String NONE = "identity";

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).excludePathPatterns("/api/v1/surveys/*/responses/batch");
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
		if (coding == null || coding.isBlank() || coding.trim().equalsIgnoreCase(NONE)) {
			return true;
		}
		Problem refusal = new Problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "body.coding");
		refusal.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, NONE);
		throw refusal;
	}

}
