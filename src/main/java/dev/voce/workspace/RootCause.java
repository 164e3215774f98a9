package dev.voce.workspace;

import java.util.List;
import java.util.Map;

/**
 * Why a customer was unhappy, as it is named when a case is closed.
 *
 * @param key its name in figures: small letters, digits and _, up to 40 characters
 * @param text what people read, by language; at least one
 */
public record RootCause(String key, Map<String, String> text) {

	/** Those of a workspace that has named none. */
	static final List<RootCause> USUAL = List.of(new RootCause("delivery", Map.of("en", "Delivery", "it", "Consegna")),
			new RootCause("product", Map.of("en", "Product", "it", "Prodotto")),
			new RootCause("service", Map.of("en", "Service", "it", "Assistenza")),
			new RootCause("price", Map.of("en", "Price", "it", "Prezzo")),
			new RootCause("information",
					Map.of("en", "Wrong or missing information", "it", "Informazioni errate o mancanti")),
			new RootCause("other", Map.of("en", "Something else", "it", "Altro")));

}
