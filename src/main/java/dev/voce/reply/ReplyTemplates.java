package dev.voce.reply;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The templates of a workspace. */
@Entity
final class ReplyTemplates {

	@Id
	private UUID workspaceId;

	private long revision;

	@JdbcTypeCode(SqlTypes.JSON)
	private TemplateList templates;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected ReplyTemplates() {
	}

	ReplyTemplates(UUID workspaceId) {
		this.workspaceId = workspaceId;
		this.templates = new TemplateList(List.of());
	}

	/**
	 * The templates of a workspace.
	 *
	 * @param items up to 50, in the order in which they are offered
	 */
	@Schema(name = "ReplyTemplateList")
	record TemplateList(List<Template> items) {
	}

	/**
	 * A text from which people begin a reply.
	 *
	 * @param name what people choose it by, 1 to 100 characters
	 * @param texts by language: subject and text. They may hold the fields
	 * {@code {name}}, {@code {score}}, {@code {comment}}, {@code {number}} and
	 * {@code {me}}
	 */
	@Schema(name = "ReplyTemplate")
	record Template(String name, Map<String, TemplateText> texts) {
	}

	/**
	 * A template in one language.
	 *
	 * @param subject one line, 1 to 200 characters
	 * @param text 1 to 10,000 characters
	 */
	@Schema(name = "ReplyTemplateText")
	record TemplateText(String subject, String text) {
	}

	void replace(TemplateList other) {
		this.templates = other;
		this.revision++;
	}

	long revision() {
		return this.revision;
	}

	TemplateList templates() {
		return this.templates;
	}

}
