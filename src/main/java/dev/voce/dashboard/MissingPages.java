package dev.voce.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

import dev.voce.web.Problem;
import dev.voce.web.PublicAddress;
import dev.voce.web.RequestedPath;

/**
 * Shows people who mistyped an address a page that says so. Other clients, and whoever
 * calls the API, get a problem.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class MissingPages implements HandlerExceptionResolver {

	private final DashboardFiles files;

	private final PublicAddress address;

	MissingPages(DashboardFiles files, PublicAddress address) {
		this.files = files;
		this.address = address;
	}

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception ex) {
		if (!isMissing(ex) || !isPage(request) || response.isCommitted()) {
			return null;
		}
		response.resetBuffer();
		response.setStatus(HttpStatus.NOT_FOUND.value());
		response.setContentType(MediaType.TEXT_HTML_VALUE);
		response.setCharacterEncoding(StandardCharsets.UTF_8.name());
		response.setHeader("Content-Security-Policy", DashboardController.POLICY);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
		try {
			response.getWriter().write(this.files.page(this.address.path(request), "", request.getLocales()));
		}
		catch (IOException gone) {
			throw new UncheckedIOException(gone);
		}
		return new ModelAndView();
	}

	private static boolean isMissing(Exception ex) {
		return ex instanceof NoResourceFoundException
				|| ex instanceof MethodArgumentTypeMismatchException wrong
						&& wrong.getParameter().hasParameterAnnotation(PathVariable.class)
				|| ex instanceof Problem problem && problem.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND);
	}

	/** Browsers name text/html where people go to an address, and nowhere else. */
	private static boolean isPage(HttpServletRequest request) {
		String path = RequestedPath.of(request);
		return !path.startsWith("/api/") && !path.startsWith("/session")
				&& Collections.list(request.getHeaders(HttpHeaders.ACCEPT))
					.stream()
					.anyMatch((accepted) -> accepted.contains(MediaType.TEXT_HTML_VALUE));
	}

}
