package dev.voce.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * A refusal that a filter leaves to a controller, which answers people with a page and
 * keeps what they wrote.
 */
public final class DeferredRefusal {

	private static final String NAME = DeferredRefusal.class.getName();

	private DeferredRefusal() {
	}

	/**
	 * Leaves a refusal with a request.
	 * @param request to be refused
	 * @param refusal what with
	 */
	public static void leave(HttpServletRequest request, Problem refusal) {
		request.setAttribute(NAME, refusal);
	}

	/**
	 * Refuses a request with what was left.
	 * @param request what a controller takes
	 * @throws Problem if a filter refuses it
	 */
	public static void check(HttpServletRequest request) {
		if (request.getAttribute(NAME) instanceof Problem refusal) {
			throw refusal;
		}
	}

}
