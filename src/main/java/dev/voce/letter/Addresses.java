package dev.voce.letter;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

import dev.voce.web.PublicAddress;

/** The addresses of pages that mails lead to; none where no public address is set. */
@Component
public class Addresses {

	private final PublicAddress address;

	Addresses(PublicAddress address) {
		this.address = address;
	}

	/**
	 * The address of a page.
	 * @param path its path, which begins with a slash
	 * @return the address; {@code null} where no public address is set
	 */
	public @Nullable String page(String path) {
		return (this.address.configured() != null) ? this.address.configured() + path : null;
	}

	/**
	 * Which of a survey's figures or responses a page shows.
	 *
	 * @param question of which question
	 * @param from the first day
	 * @param to the first day after
	 * @param scoreClass of which class alone; {@code null} for all
	 * @param segment of which segment alone; {@code null} for all
	 * @param value of which value of it
	 */
	public record Filter(String question, LocalDate from, LocalDate to, @Nullable String scoreClass,
			@Nullable String segment, @Nullable String value) {
	}

	/**
	 * The address of a survey's figures.
	 * @param survey the survey's id
	 * @param filter which are shown
	 * @return the address; {@code null} where no public address is set
	 */
	public @Nullable String figures(UUID survey, Filter filter) {
		return page("/surveys/" + survey + query(filter));
	}

	/**
	 * The path of a survey's responses.
	 * @param survey the survey's id
	 * @param filter which are shown
	 * @return the path, for {@link #page}
	 */
	public static String responses(UUID survey, Filter filter) {
		return "/surveys/" + survey + "/responses" + query(filter);
	}

	private static String query(Filter filter) {
		UriComponentsBuilder query = UriComponentsBuilder.newInstance()
			.queryParam("question", "{question}")
			.queryParam("range", "custom")
			.queryParam("from", filter.from())
			.queryParam("to", filter.to().minusDays(1));
		if (filter.scoreClass() != null) {
			query.queryParam("class", filter.scoreClass());
		}
		boolean segment = filter.segment() != null && filter.value() != null;
		if (segment) {
			query.queryParam("segment", "{segment}").queryParam("value", "{value}");
		}
		return (segment ? query.encode().buildAndExpand(filter.question(), filter.segment(), filter.value())
				: query.encode().buildAndExpand(filter.question()))
			.toUriString();
	}

}
