package dev.voce.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.context.request.WebRequest;

/**
 * Compares the entity tags of conditional requests (RFC 9110, section 13): lists and
 * {@code *}, and tags as proxies that compress replies return them. Such a proxy makes a
 * tag weak, or marks it with the encoding ({@code "5-gzip"} by Apache, {@code "5--gzip"}
 * by Jetty), and the tag that the client returns still matches.
 */
public final class EntityTags {

	private static final Pattern TAG = Pattern
		.compile("\\G[ \\t,]*(?:W/)?\"([^\"\\s]*?)(?:--?(?:gzip|br|zstd|deflate))?\"[ \\t]*(?:,[ \\t,]*|$)");

	private EntityTags() {
	}

	/**
	 * Makes the tag of a revision.
	 * @param revision the revision
	 * @return a strong entity tag
	 */
	public static String of(long revision) {
		return "\"" + revision + "\"";
	}

	/**
	 * Whether the client has what a tag names, so that 304 is the reply. A header that is
	 * malformed names nothing.
	 * @param request a request, with {@code If-None-Match} or without
	 * @param tag the present tag, weak or strong
	 * @return {@code true} if the header names it, in a weak comparison
	 */
	public static boolean isKnown(WebRequest request, String tag) {
		String[] values = request.getHeaderValues(HttpHeaders.IF_NONE_MATCH);
		return values != null && matches(String.join(",", values), tag);
	}

	/**
	 * Reads what a change is based on. Where both the header and the revision are sent,
	 * both must hold.
	 * @param ifMatch the header {@code If-Match}, if there is one
	 * @param revision the revision of the body that was edited, where a proxy drops tags
	 * @return which present revisions the change may replace
	 * @throws Problem (428) without both, (422) if the header is malformed
	 */
	public static LongPredicate expected(@Nullable String ifMatch, @Nullable Long revision) {
		if (ifMatch == null && revision == null) {
			throw new Problem(HttpStatus.PRECONDITION_REQUIRED, "request.basedOn");
		}
		if (ifMatch != null && !isAny(ifMatch) && tags(ifMatch).isEmpty()) {
			throw Problem.invalid(Flaw.in(HttpHeaders.IF_MATCH, "request.etags"));
		}
		return (present) -> (revision == null || revision == present)
				&& (ifMatch == null || matches(ifMatch, of(present)));
	}

	private static boolean matches(String header, String tag) {
		return isAny(header) || tags(header).contains(tags(tag).get(0));
	}

	private static boolean isAny(String header) {
		return header.trim().equals("*");
	}

	/** What the tags of a list hold between quotes; nothing if the list is malformed. */
	private static List<String> tags(String header) {
		List<String> tags = new ArrayList<>();
		Matcher tag = TAG.matcher(header);
		int end = 0;
		while (tag.find()) {
			tags.add(tag.group(1));
			end = tag.end();
		}
		return (end == header.length()) ? tags : List.of();
	}

}
