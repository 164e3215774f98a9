package dev.voce.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

import dev.voce.reply.ReplyTemplates.Template;
import dev.voce.reply.ReplyTemplates.TemplateList;
import dev.voce.reply.ReplyTemplates.TemplateText;
import dev.voce.web.EntityTags;
import dev.voce.web.Flaw;
import dev.voce.web.Languages;
import dev.voce.web.Problem;
import dev.voce.workspace.ActivityLog;
import dev.voce.workspace.Caller;

/** Reads and replaces the templates for replies. */
@Tag(name = "Cases")
@RestController
@RequestMapping(path = "/api/v1/cases/templates", produces = MediaType.APPLICATION_JSON_VALUE)
class TemplatesController {

	private static final int MOST = 50;

	private static final String STORABLE = "[^\\x00\\p{Cs}]*";

	private static final String LINE = "[^\\p{Cc}\\p{Cs}\u2028\u2029]*";

	private final ReplyTemplatesRepository repository;

	private final ActivityLog activity;

	private final TransactionTemplate transaction;

	TemplatesController(ReplyTemplatesRepository repository, ActivityLog activity,
			PlatformTransactionManager transactions) {
		this.repository = repository;
		this.activity = activity;
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * Reads the templates for replies.
	 * @return the templates, none at first
	 */
	@GetMapping
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "304")
	ResponseEntity<TemplateList> read(@AuthenticationPrincipal Caller caller, WebRequest request) {
		ReplyTemplates stored = this.repository.findById(caller.workspace())
			.orElseGet(() -> new ReplyTemplates(caller.workspace()));
		String tag = EntityTags.of(stored.revision());
		return EntityTags.isKnown(request, tag) ? ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build()
				: ResponseEntity.ok().eTag(tag).body(stored.templates());
	}

	/**
	 * Replaces the templates for replies.
	 * @param ifMatch the ETag of the templates that were edited, or * for any
	 * @return the stored templates
	 */
	@PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "412", description = "the templates were changed meanwhile")
	@ApiResponse(responseCode = "428", description = "without If-Match")
	ResponseEntity<TemplateList> replace(@AuthenticationPrincipal Caller caller,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestBody TemplateList templates) {
		check(templates);
		UUID workspace = caller.workspace();
		ReplyTemplates stored = this.transaction.execute((status) -> {
			this.repository.ensure(workspace);
			ReplyTemplates found = this.repository.findByWorkspaceId(workspace).orElseThrow();
			if (!EntityTags.expected(ifMatch, null).test(found.revision())) {
				throw new Problem(HttpStatus.PRECONDITION_FAILED, "reply.changed");
			}
			found.replace(templates);
			this.activity.add(workspace, ActivityLog.Entry.of("changed", "templates"));
			return found;
		});
		return ResponseEntity.ok().eTag(EntityTags.of(stored.revision())).body(stored.templates());
	}

	private static void check(TemplateList templates) {
		@Nullable List<Template> items = templates.items();
		if (items == null || items.size() > MOST) {
			throw Problem.invalid(Flaw.at("/items", "reply.templates", MOST));
		}
		List<Flaw> flaws = new ArrayList<>();
		for (int i = 0; i < items.size(); i++) {
			check(items.get(i), "/items/" + i, flaws);
		}
		if (!flaws.isEmpty()) {
			throw Problem.invalid(flaws);
		}
	}

	private static void check(@Nullable Template template, String at, List<Flaw> flaws) {
		if (template == null || !is(template.name(), LINE, 100)) {
			flaws.add(Flaw.at(at + "/name", "case.text", 100));
		}
		else if (template.texts() == null || template.texts().isEmpty()) {
			flaws.add(Flaw.at(at + "/texts", "reply.texts"));
		}
		else {
			template.texts().forEach((language, text) -> {
				String place = at + "/texts" + Flaw.step(language);
				if (Languages.isTag(language)) {
					check(text, place, flaws);
				}
				else {
					flaws.add(Flaw.at(place, "value.language"));
				}
			});
		}
	}

	private static void check(@Nullable TemplateText text, String at, List<Flaw> flaws) {
		if (text == null || !is(text.subject(), LINE, 200)) {
			flaws.add(Flaw.at(at + "/subject", "case.text", 200));
		}
		else if (!is(text.text(), STORABLE, 10_000)) {
			flaws.add(Flaw.at(at + "/text", "case.text", 10_000));
		}
	}

	private static boolean is(@Nullable String text, String form, int longest) {
		return text != null && !text.isBlank() && text.length() <= longest && text.matches("(?s)" + form);
	}

}
