package dev.voce.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The path that a request asks for, as each rule about paths must read it: another
 * spelling of an address, such as {@code /%73ession}, must not evade the rule.
 */
public final class RequestedPath {

	private RequestedPath() {
	}

	/**
	 * Reads a request's path.
	 * @param request the request
	 * @return the path below the context path, decoded and normalised, without parameters
	 */
	public static String of(HttpServletRequest request) {
		String rest = request.getPathInfo();
		return (rest != null) ? request.getServletPath() + rest : request.getServletPath();
	}

}
