package dev.voce.widget;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

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
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyInput.Appearance;
import dev.voce.survey.Words;
import dev.voce.invitationmail.Accent;
import dev.voce.web.PublicAddress;
import dev.voce.widget.HostedPage.Field;
import dev.voce.widget.HostedPage.Foot;
import dev.voce.widget.HostedPage.Form;
import dev.voce.widget.HostedPage.Head;
import dev.voce.widget.HostedPage.Language;
import dev.voce.widget.HostedPage.Link;
import dev.voce.widget.HostedPage.Logo;
import dev.voce.widget.HostedPage.Personal;
import dev.voce.widget.HostedPage.Said;
import dev.voce.widget.HostedPage.Script;
import dev.voce.workspace.Brand;
import dev.voce.workspace.Workspaces;

/** Draws hosted pages: questions, thanks, and what is said where no answer is taken. */
@Component
class HostedPages {

	/** A tablet in a shop asks again by itself once the survey goes on. */
	private static final int KIOSK_RELOADS_SECONDS = 60;

	/** Time to read the thanks, until the kiosk returns to the start. */
	private static final int KIOSK_THANKS_SECONDS = 6;

	private final Pages pages;

	private final PublicAddress address;

	private final Workspaces workspaces;

	private final JsonMapper json;

	HostedPages(Pages pages, PublicAddress address, Workspaces workspaces, JsonMapper json) {
		this.workspaces = workspaces;
		this.pages = pages;
		this.address = address;
		this.json = json;
	}

	/** The first questions, for the widget and for visitors without JavaScript. */
	ResponseEntity<String> first(SurveyDefinition survey, FormProgress progress, Visit visit,
			HttpServletRequest request) {
		Script script = new Script(this.address.path(request), survey.id().toString(), visit.kiosk() ? "none" : "local",
				this.json.writeValueAsString(visit), visit.kiosk());
		List<Language> languages = languages(survey, progress.asked(), visit);
		return page(HttpStatus.OK, survey, progress.asked(), visit, languages, request, null, script, null,
				Form.of(progress, visit));
	}

	/**
	 * The first questions, for one person whom a mail invited.
	 * @param place what the widget takes for the survey's id
	 * @param options what it takes of the visit, as JSON
	 */
	ResponseEntity<String> invited(SurveyDefinition survey, FormProgress progress, Visit visit, String place,
			String options, Personal personal, HttpServletRequest request) {
		Script script = new Script(this.address.path(request), place, "local", options, false);
		List<Language> languages = languages(survey, progress.asked(), visit);
		return page(HttpStatus.OK, survey, progress.asked(), visit, languages, request, personal, script, null,
				Form.of(progress, visit));
	}

	private static List<Language> languages(SurveyDefinition survey, PublicSurvey asked, Visit visit) {
		return survey.languages(asked.version())
			.stream()
			.filter((tag) -> !tag.equals(visit.locale()))
			.map((tag) -> Language.of(visit, tag))
			.toList();
	}

	/** Asks whether a person wants no more mails. */
	ResponseEntity<String> leave(Words words, UUID workspace, String text, HttpServletRequest request) {
		return own(words, workspace, new Said(words.text("page.leave"), text, null, null),
				new Form("", List.of(), null, List.of(), words.text("mail.stop")), request);
	}

	/** Says that a person gets no more mails. */
	ResponseEntity<String> left(Words words, UUID workspace, String text, HttpServletRequest request) {
		return own(words, workspace, Said.of(text), null, request);
	}

	private ResponseEntity<String> own(Words words, UUID workspace, Said said, @Nullable Form form,
			HttpServletRequest request) {
		Brand brand = this.workspaces.brand(workspace);
		String base = this.address.path(request);
		return this.pages.hosted(HttpStatus.OK, new HostedPage(base, words.language(), "ltr", said.message(), false,
				null, style(brand.accent()), head(brand, base, false, List.of()), null, null, said, form, null));
	}

	/** The questions that follow in a plain form. */
	ResponseEntity<String> next(SurveyDefinition survey, FormProgress progress, Visit visit,
			HttpServletRequest request) {
		return page(HttpStatus.OK, survey, progress.asked(), visit, List.of(), request, null, null, null,
				Form.of(progress, visit));
	}

	ResponseEntity<String> thanks(SurveyDefinition survey, FormProgress progress, Visit visit,
			HttpServletRequest request) {
		Map<String, String> words = progress.asked().words();
		PublicThanks thanks = progress.thanks();
		Said said = (thanks == null) ? Said.of(words.getOrDefault("thanks", ""))
				: new Said(first(thanks.heading(), thanks.text(), words.get("thanks")), thanks.rest(), thanks.voucher(),
						visit.kiosk() ? null : link(thanks.link(), words.get("more")));
		return page(HttpStatus.OK, survey, progress.asked(), visit, List.of(), request, null, null, said, null);
	}

	private static String first(@Nullable String... texts) {
		return Arrays.stream(texts).filter(Objects::nonNull).findFirst().orElse("");
	}

	/** Says that no answers are taken. */
	ResponseEntity<String> closed(HttpStatusCode status, String text, SurveyDefinition survey, PublicSurvey asked,
			Visit visit, HttpServletRequest request) {
		return page(status, survey, asked, visit, List.of(), request, null, null, Said.of(text), null);
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
				false, null, "", null, null, null, Said.of(message), form, null));
	}

	private ResponseEntity<String> page(HttpStatusCode status, SurveyDefinition survey, PublicSurvey asked, Visit visit,
			List<Language> languages, HttpServletRequest request, @Nullable Personal personal, @Nullable Script script,
			@Nullable Said said, @Nullable Form form) {
		Brand brand = this.workspaces.brand(survey.workspace());
		String base = this.address.path(request);
		String question = asked.questions().get(0).text();
		return this.pages.hosted(status,
				new HostedPage(base, asked.locale(), asked.dir(),
						(brand.name() != null) ? brand.name() + ": " + question : question, visit.kiosk(),
						visit.kiosk() ? reload(status, visit, form) : null, style(asked, brand),
						head(brand, base, said == null, visit.kiosk() ? List.of() : languages), personal, script, said,
						form, (personal != null) ? foot(asked, personal) : foot(asked, visit, languages)));
	}

	/** Thanks end, for the next visitor; what takes no answers is asked again. */
	private static @Nullable String reload(HttpStatusCode status, Visit visit, @Nullable Form form) {
		if (status.isError()) {
			return String.valueOf(KIOSK_RELOADS_SECONDS);
		}
		return (form == null) ? KIOSK_THANKS_SECONDS + "; url=" + visit.query() : null;
	}

	private static String style(PublicSurvey asked, Brand brand) {
		Appearance look = asked.appearance();
		return style((look != null && look.accent() != null) ? look.accent() : brand.accent());
	}

	private static String style(@Nullable String accent) {
		return (accent != null) ? Accent.of(accent).css() : "";
	}

	private static @Nullable Head head(Brand brand, String base, boolean heads, List<Language> languages) {
		Brand.Picture logo = brand.logo();
		return (brand.name() == null && logo == null && languages.isEmpty()) ? null
				: new Head(heads ? brand.name() : null, heads ? null : brand.name(), (logo != null)
						? new Logo(base + logo.path().replaceFirst("^/", ""), logo.width(), logo.height()) : null,
						languages);
	}

	/**
	 * No link leads away from a kiosk. It says in words that answers are anonymous or,
	 * where visitors may leave an address, what becomes of it.
	 */
	private static Foot foot(PublicSurvey asked, Visit visit, List<Language> languages) {
		if (!visit.kiosk()) {
			return new Foot(link(asked.privacy(), asked.words().get("privacy")), null, null, List.of());
		}
		boolean reaches = asked.thanks() != null
				&& asked.thanks().values().stream().anyMatch((thanks) -> Boolean.TRUE.equals(thanks.contact()));
		String notice = Words.in(asked.locale()).text(reaches ? "page.address" : "page.anonymous");
		String more = (reaches && asked.privacy() != null) ? " " + asked.words().get("privacy") + ": " + asked.privacy()
				: "";
		return new Foot(null, notice + more, null, languages);
	}

	/** Says who reads what one person writes. */
	private static Foot foot(PublicSurvey asked, Personal personal) {
		return new Foot(link(asked.privacy(), asked.words().get("privacy")), personal.notice(), personal.stop(),
				List.of());
	}

	private static @Nullable Link link(@Nullable String address, @Nullable String text) {
		return (address != null && text != null) ? new Link(address, text) : null;
	}

}
