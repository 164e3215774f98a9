package dev.voce.web;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/**
 * A text for a client, in every language of the bundles
 * {@code problems/messages*.properties}.
 *
 * @param code its key in the bundles
 * @param arguments what stands for {0}, {1} …; a collection is listed with commas, a
 * message is put in the same language, and a number is written without grouping
 */
public record Message(String code, @Nullable Object... arguments) {

	private static final MessageSource TEXTS = texts();

	private static MessageSource texts() {
		ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
		texts.setBasename("problems/messages");
		texts.setDefaultEncoding("UTF-8");
		// Not that of the thread that comes first, which may be a web server's.
		texts.setBundleClassLoader(Message.class.getClassLoader());
		// A text that a bundle lacks is English, not in the language of this machine.
		texts.setFallbackToSystemLocale(false);
		// So that '' is an apostrophe in every text, not only in those with arguments.
		texts.setAlwaysUseMessageFormat(true);
		return texts;
	}

	/**
	 * Returns an argument that lists alternatives: "A, B or C".
	 * @param values in their order
	 * @return the argument
	 */
	public static Object anyOf(List<?> values) {
		int last = values.size() - 1;
		return (last < 1) ? values : new Message("list.or", values.subList(0, last), values.get(last));
	}

	/**
	 * Finds the language of the texts in the reply to a request.
	 * @param request with or without {@code Accept-Language}
	 * @return the language that it asks for, or English where there is no bundle for it
	 */
	public static Locale language(HttpServletRequest request) {
		Message language = new Message("language.tag");
		return Locale.forLanguageTag(language.text(Languages.supported(Languages.preferred(request))));
	}

	/**
	 * Writes the text out.
	 * @param language one of {@link Languages#SUPPORTED}
	 * @return the text in that language, or in English where there is no bundle for it
	 */
	public String text(Locale language) {
		Object[] arguments = Stream.of(this.arguments).map((argument) -> text(argument, language)).toArray();
		return TEXTS.getMessage(this.code, arguments, language);
	}

	private static String text(@Nullable Object argument, Locale language) {
		if (argument instanceof Message message) {
			return message.text(language);
		}
		return (argument instanceof Collection<?> values)
				? values.stream().map((value) -> text(value, language)).collect(Collectors.joining(", "))
				: String.valueOf(argument);
	}

}
