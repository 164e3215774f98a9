package dev.voce.invitationmail;

/**
 * An owner's colour on a page or in a mail, kept legible: as text and as an edge on a
 * card it has a contrast of at least 4.5:1, and so has the text on it (WCAG 2.2, 1.4.3
 * and 1.4.11).
 *
 * @param owner the colour as the owner chose it, as {@code #rrggbb}
 * @param light the colour on a light card: darkened where it has to be
 * @param dark the colour on a dark card: lightened where it has to be
 */
public record Accent(String owner, String light, String dark) {

	/** What the colours of {@code page.css} call a card. */
	static final String LIGHT_CARD = "#ffffff";

	static final String DARK_CARD = "#1b1f26";

	/** Text on a lightened colour. */
	static final String DARK_TEXT = "#12151a";

	private static final double LEAST_CONTRAST = 4.5;

	private static final int STEPS = 100;

	/**
	 * Adjusts a colour.
	 * @param owner six hexadecimal digits after a number sign
	 * @return it and what it becomes
	 */
	public static Accent of(String owner) {
		return new Accent(owner, towards(owner, 0, LIGHT_CARD), towards(owner, 255, DARK_CARD));
	}

	/**
	 * The custom properties that {@code page.css} and the widget read.
	 * @return rules of a style sheet
	 */
	public String css() {
		return ":root{--voce-accent:%s;--accent:%s;--on-accent:#fff}@media(prefers-color-scheme:dark){:root{--accent:%s;--on-accent:%s}}"
			.formatted(this.owner, this.light, this.dark, DARK_TEXT);
	}

	/** The first of the colours towards black or white that can be read on a card. */
	private static String towards(String colour, int end, String card) {
		String mixed = colour;
		for (int step = 1; contrast(mixed, card) < LEAST_CONTRAST && step <= STEPS; step++) {
			mixed = mix(colour, end, step / (double) STEPS);
		}
		return mixed;
	}

	private static String mix(String colour, int end, double share) {
		StringBuilder mixed = new StringBuilder("#");
		for (int i = 0; i < 3; i++) {
			mixed.append("%02x".formatted(Math.round(channel(colour, i) * (1 - share) + end * share)));
		}
		return mixed.toString();
	}

	/**
	 * The contrast of two colours by WCAG 2.2, from 1 to 21.
	 */
	static double contrast(String one, String other) {
		double first = luminance(one);
		double second = luminance(other);
		return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
	}

	private static double luminance(String colour) {
		return 0.2126 * linear(channel(colour, 0)) + 0.7152 * linear(channel(colour, 1))
				+ 0.0722 * linear(channel(colour, 2));
	}

	private static double linear(int channel) {
		double share = channel / 255.0;
		return (share <= 0.04045) ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
	}

	private static int channel(String colour, int i) {
		return Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16);
	}

}
