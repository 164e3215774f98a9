package dev.voce.event;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/**
 * Messages of Slack and Teams. What strangers wrote is plain text there: nothing in it is
 * markup, a link or a mention.
 */
@Component
class ChannelBodies {

	/** What Slack takes in a text of a section, in characters. */
	private static final int LONGEST_SECTION = 3_000;

	private static final int MOST_BLOCKS = 50;

	/** What Slack cuts a text at. */
	private static final int LONGEST_TEXT = 39_000;

	private final JsonMapper json;

	ChannelBodies(JsonMapper json) {
		this.json = json;
	}

	/** A message of Slack, about one event or several. */
	ObjectNode slack(List<Card> cards) {
		ObjectNode message = this.json.createObjectNode();
		message.put("text",
				limited(String.join("\n", cards.stream().map(Card::text).map(ChannelBodies::unmentioned).toList()),
						LONGEST_TEXT));
		ArrayNode blocks = message.putArray("blocks");
		cards.forEach((card) -> slack(blocks, card));
		while (blocks.size() > MOST_BLOCKS) {
			blocks.remove(MOST_BLOCKS);
		}
		return message;
	}

	private static void slack(ArrayNode blocks, Card card) {
		String where = card.where().isEmpty() ? "" : " · " + escaped(card.where());
		section(blocks, "mrkdwn", "*" + escaped(card.strong()) + "*" + escaped(card.more()) + where);
		if (card.words() != null) {
			section(blocks, "plain_text", escaped(card.words()));
		}
		if (!card.facts().isEmpty()) {
			ObjectNode context = blocks.addObject();
			context.put("type", "context");
			text(context.putArray("elements").addObject(), "plain_text", escaped(String.join(" · ", card.facts())));
		}
		if (card.link() != null) {
			section(blocks, "mrkdwn", "<" + escaped(card.link().url()) + "|" + escaped(card.link().text()) + ">");
		}
	}

	private static void section(ArrayNode blocks, String type, String text) {
		ObjectNode section = blocks.addObject();
		section.put("type", "section");
		text(section.putObject("text"), type, text);
	}

	private static void text(ObjectNode node, String type, String text) {
		node.put("type", type);
		node.put("text", limited(text, LONGEST_SECTION));
		if (type.equals("mrkdwn")) {
			node.put("verbatim", true);
		}
		else {
			node.put("emoji", false);
		}
	}

	static String escaped(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
	}

	/**
	 * Mattermost reads the text alone, and {@code @channel} in it as a mention: a joiner
	 * after the sign, which nobody sees, makes it none.
	 */
	private static String unmentioned(String text) {
		return escaped(text).replaceAll("(?<!\\w)@(?=\\w)", "@\u2060");
	}

	/** Never ends within what stands for one character. */
	private static String limited(String text, int longest) {
		return (text.length() <= longest) ? text : EventBodies.shortened(text, longest).replaceAll("&[a-z]*…$", "…");
	}

	/** A message of Teams: an adaptive card. */
	ObjectNode teams(Card card) {
		ObjectNode content = this.json.createObjectNode();
		content.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
		content.put("type", "AdaptiveCard");
		content.put("version", "1.4");
		content.put("lang", card.language().toLanguageTag());
		content.put("fallbackText", card.where().isEmpty() ? card.title() : card.title() + " · " + card.where());
		ArrayNode body = content.putArray("body");
		run(body, card.title()).put("weight", "Bolder").put("size", "Medium");
		if (!card.where().isEmpty()) {
			run(body, card.where()).put("isSubtle", true).put("size", "Small");
			((ObjectNode) body.get(body.size() - 1)).put("spacing", "None");
		}
		if (card.words() != null) {
			run(body, card.words());
		}
		if (!card.facts().isEmpty()) {
			run(body, String.join(" · ", card.facts())).put("isSubtle", true).put("size", "Small");
		}
		if (card.link() != null) {
			ObjectNode action = content.putArray("actions").addObject();
			action.put("type", "Action.OpenUrl");
			action.put("title", card.link().text());
			action.put("url", card.link().url());
		}
		ObjectNode message = this.json.createObjectNode();
		message.put("type", "message");
		ObjectNode attachment = message.putArray("attachments").addObject();
		attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
		attachment.putNull("contentUrl");
		attachment.set("content", content);
		return message;
	}

	private static ObjectNode run(ArrayNode body, @Nullable String text) {
		ObjectNode block = body.addObject();
		block.put("type", "RichTextBlock");
		ObjectNode run = block.putArray("inlines").addObject();
		run.put("type", "TextRun");
		run.put("text", text);
		return run;
	}

}
