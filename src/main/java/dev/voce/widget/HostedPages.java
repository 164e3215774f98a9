package dev.voce.widget;

import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

import dev.voce.survey.PublicSurvey;
import dev.voce.survey.PublicSurvey.PublicThanks;
import dev.voce.survey.Words;
import dev.voce.web.PublicAddress;
import dev.voce.widget.HostedPage.Field;
import dev.voce.widget.HostedPage.Form;
import dev.voce.widget.HostedPage.Link;
import dev.voce.widget.HostedPage.Said;
import dev.voce.widget.HostedPage.Script;

/** Draws hosted pages: questions, thanks, and what is said where no answer is taken. */
@Component
class HostedPages {

	/** A tablet in a shop asks again by itself once the survey goes on. */
	private static final int KIOSK_RELOADS_SECONDS = 60;

	private final Pages pages;

	private final PublicAddress address;

	private final JsonMapper json;

	HostedPages(Pages pages, PublicAddress address, JsonMapper json) {
		this.pages = pages;
		this.address = address;
		this.json = json;
	}

	/** The first questions, for the widget and for visitors without JavaScript. */
	ResponseEntity<String> first(FormProgress progress, Visit visit, HttpServletRequest request) {
		Script script = new Script(this.address.path(request), progress.asked().id().toString(),
				visit.kiosk() ? "none" : "local", this.json.writeValueAsString(visit));
		return page(HttpStatus.OK, progress.asked(), visit, request, script, null, Form.of(progress, visit));
	}

	/** The questions that follow in a plain form. */
	ResponseEntity<String> next(FormProgress progress, Visit visit, HttpServletRequest request) {
		return page(HttpStatus.OK, progress.asked(), visit, request, null, null, Form.of(progress, visit));
	}

	ResponseEntity<String> thanks(FormProgress progress, Visit visit, HttpServletRequest request) {
		Map<String, String> words = progress.asked().words();
		PublicThanks thanks = progress.thanks();
		String usual = words.getOrDefault("thanks", "");
		Said said = (thanks == null) ? Said.of(usual) : new Said((thanks.text() != null) ? thanks.text() : usual,
				thanks.voucher(), link(thanks.link(), words.get("more")));
		return page(HttpStatus.OK, progress.asked(), visit, request, null, said, null);
	}

	/** Says that no answers are taken. */
	ResponseEntity<String> closed(HttpStatusCode status, String word, PublicSurvey asked, Visit visit,
			HttpServletRequest request) {
		return page(status, asked, visit, request, null, Said.of(asked.words().getOrDefault(word, "")), null);
	}

	/** Whoever follows an old or a broken link is a person, too. */
	ResponseEntity<String> missing(HttpServletRequest request) {
		Words words = Words.in(Visit.wanted(request));
		return plain(HttpStatus.NOT_FOUND, words, words.with(null).getOrDefault("closed", ""), null, request);
	}

	/**
	 * Says that answers were not stored, and keeps them to be sent again.
	 * @param status the refusal's
	 * @param form what was sent; {@code null} where it could not be read
	 */
	ResponseEntity<String> unsent(HttpStatusCode status, @Nullable MultiValueMap<String, String> form,
			HttpServletRequest request) {
		Words words = Words.in(Visit.wanted(request));
		if (form == null) {
			return plain(status, words, words.text("page.unread"), null, request);
		}
		List<Field> fields = form.entrySet()
			.stream()
			.flatMap((entry) -> entry.getValue().stream().map((value) -> new Field(entry.getKey(), value)))
			.toList();
		String query = (request.getQueryString() != null) ? "?" + request.getQueryString() : "";
		return plain(status, words, words.text("page.unsent"),
				new Form(query, fields, null, List.of(), words.text("send")), request);
	}

	private ResponseEntity<String> plain(HttpStatusCode status, Words words, String message, @Nullable Form form,
			HttpServletRequest request) {
		return this.pages.hosted(status, new HostedPage(this.address.path(request), words.language(), "ltr", message,
				false, null, null, Said.of(message), form, null));
	}

	private ResponseEntity<String> page(HttpStatusCode status, PublicSurvey asked, Visit visit,
			HttpServletRequest request, @Nullable Script script, @Nullable Said said, @Nullable Form form) {
		Integer reload = (visit.kiosk() && status.isError()) ? KIOSK_RELOADS_SECONDS : null;
		return this.pages.hosted(status,
				new HostedPage(this.address.path(request), asked.locale(), asked.dir(), asked.questions().get(0).text(),
						visit.kiosk(), reload, script, said, form,
						link(asked.privacy(), asked.words().get("privacy"))));
	}

	private static @Nullable Link link(@Nullable String address, @Nullable String text) {
		return (address != null && text != null) ? new Link(address, text) : null;
	}

}
