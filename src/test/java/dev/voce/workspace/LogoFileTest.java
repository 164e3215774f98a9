package dev.voce.workspace;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.voce.web.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** What is accepted as a logo, and what is kept of it. */
class LogoFileTest {

	private static final String OPEN = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'"
			+ " viewBox='0 0 48 24'>";

	private static final String GOOD = "<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://127.0.0.1:1/svg11.dtd'>"
			+ OPEN + "<defs><linearGradient id='g'><stop stop-color='#fff'/></linearGradient>"
			+ "<style>.a{fill:url(#g)}</style></defs><g class='a'><path d='M0 0h24v24z'/></g></svg>";

	static byte[] png(int width, int height) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB), "png", out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

	/** A PNG with one more chunk, after its header. */
	static byte[] with(byte[] png, String type, byte[] data) {
		CRC32 sum = new CRC32();
		sum.update(type.getBytes(StandardCharsets.US_ASCII));
		sum.update(data);
		return ByteBuffer.allocate(png.length + data.length + 12)
			.put(png, 0, 33)
			.putInt(data.length)
			.put(type.getBytes(StandardCharsets.US_ASCII))
			.put(data)
			.putInt((int) sum.getValue())
			.put(png, 33, png.length - 33)
			.array();
	}

	private static LogoFile svg(String text) {
		return LogoFile.of(text.getBytes(StandardCharsets.UTF_8));
	}

	private static void refused(byte[] bytes, String code) {
		assertThatThrownBy(() -> LogoFile.of(bytes)).isInstanceOfSatisfying(Problem.class, (problem) -> {
			assertThat(problem.getStatusCode().value()).isEqualTo(422);
			assertThat(problem.detail().code()).isEqualTo(code);
		});
	}

	@Test
	void ofPngOnlyThePictureIsKept() {
		byte[] picture = png(40, 20);
		byte[] secret = "Location\0somewhere".getBytes(StandardCharsets.US_ASCII);
		LogoFile file = LogoFile.of(with(with(picture, "tEXt", secret), "iCCP", new byte[3_000]));
		assertThat(file.content()).isEqualTo(picture);
		assertThat(file.mediaType()).isEqualTo("image/png");
		assertThat(file.width()).isEqualTo(40);
		assertThat(file.height()).isEqualTo(20);
		assertThat(LogoFile.of(ByteBuffer.allocate(picture.length + 9).put(picture).put(new byte[9]).array()).content())
			.isEqualTo(picture);
	}

	@Test
	void ofSvgOnlyTheShapesAreKept() {
		LogoFile file = svg(GOOD.replace("<g ", "<script>alert(1)</script><metadata><x/></metadata>"
				+ "<a:b xmlns:a='urn:editor'><c/></a:b><!-- by hand --><?php x?><g onclick='x()' onClick='x()' a:d='e'"
				+ " xmlns:a='urn:editor' href='javascript:alert(1)' xlink:href='https://elsewhere.example/' "));
		assertThat(new String(file.content(), StandardCharsets.UTF_8))
			.isEqualTo("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 24\">"
					+ "<defs><linearGradient id=\"g\"><stop stop-color=\"#fff\"></stop></linearGradient>"
					+ "<style>.a{fill:url(#g)}</style></defs><g class=\"a\"><path d=\"M0 0h24v24z\"></path></g></svg>");
		assertThat(file.width()).isEqualTo(48);
		assertThat(file.height()).isEqualTo(24);
		assertThat(svg(new String(file.content(), StandardCharsets.UTF_8)).content()).isEqualTo(file.content());
	}

	@Test
	void anSvgWithoutCoordinatesOfItsOwnGetsThem() {
		LogoFile file = svg(OPEN.replace("viewBox='0 0 48 24'", "width='4000px' height='1000'") + "</svg>");
		assertThat(file.width()).isEqualTo(2_000);
		assertThat(file.height()).isEqualTo(500);
		assertThat(new String(file.content(), StandardCharsets.UTF_8)).contains("viewBox=\"0 0 4000.0 1000.0\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<image href='https://elsewhere.example/a.png'/>", "<use href='#g'/>", "<a href='x'/>",
			"<animate/>", "<set/>", "<filter/>", "<pattern/>", "<iframe/>", "<feImage/>" })
	void anSvgOfMoreThanShapesIsRefused(String element) {
		refused((OPEN + element + "</svg>").getBytes(StandardCharsets.UTF_8), "workspace.logo.element");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<style>@import 'https://elsewhere.example/a.css';</style>",
			"<style>a{fill:url(https://elsewhere.example/)}</style>", "<path fill='url( \"//elsewhere.example/#a\")'/>",
			"<path style='fill:URL(data:image/png;base64,x)'/>", "<style>a{fill:u\\72l(//elsewhere.example)}</style>",
			"<style><![CDATA[@IMPORT '//elsewhere.example';]]></style>" })
	void anSvgThatLoadsSomethingIsRefused(String content) {
		refused((OPEN + content + "</svg>").getBytes(StandardCharsets.UTF_8), "workspace.logo.loads");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "GIF89a", "\u00ff\u00d8\u00ff\u00e0JFIF", "RIFF0000WEBPVP8 ", "<html/>", "<svg/>",
			"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'>",
			"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'>&a;</svg>",
			"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg'"
					+ " viewBox='0 0 1 1'><text>&a;</text></svg>" })
	void whatIsNoPictureIsRefused(String content) {
		refused(content.getBytes(StandardCharsets.ISO_8859_1), "workspace.logo.type");
	}

	@Test
	void anSvgThatIsNestedDeeplyIsRefused() {
		refused((OPEN + "<g>".repeat(20_000) + "</g>".repeat(20_000) + "</svg>").getBytes(StandardCharsets.UTF_8),
				"workspace.logo.type");
	}

	@Test
	void noTextTakesLong() {
		String spaces = " ".repeat(100_000);
		assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
			svg(OPEN + "<path d='" + "url(" + spaces + "' fill='url(" + spaces + "#a)'/></svg>");
			refused(OPEN.replace("viewBox='0 0 48 24'", "width='1" + spaces + "x' height='1'")
				.concat("</svg>")
				.getBytes(StandardCharsets.UTF_8), "workspace.logo.size");
		});
	}

	@Test
	void sizesThatAreNoneOrTooLargeAreRefused() {
		byte[] bomb = png(1, 1);
		ByteBuffer.wrap(bomb).putInt(16, 50_000).putInt(20, 50_000);
		CRC32 sum = new CRC32();
		sum.update(bomb, 12, 17);
		ByteBuffer.wrap(bomb).putInt(29, (int) sum.getValue());
		refused(bomb, "workspace.logo.size");
		refused(png(2_001, 1), "workspace.logo.size");
		assertThat(LogoFile.of(png(2_000, 1)).width()).isEqualTo(2_000);
		for (String box : new String[] { "", "viewBox='0 0 0 5'", "viewBox='0 0 -5 5'", "viewBox='0 0 NaN 5'",
				"width='100%' height='100%'", "viewBox='1 2 3'", "viewBox='0 0 99999999 5'" }) {
			refused(OPEN.replace("viewBox='0 0 48 24'", box).concat("</svg>").getBytes(StandardCharsets.UTF_8),
					"workspace.logo.size");
		}
	}

	@Test
	void damagedFilesAreRefusedWhateverIsWrongWithThem() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		byte[][] good = { png(30, 30), GOOD.getBytes(StandardCharsets.UTF_8) };
		for (int i = 0; i < 20_000; i++) {
			byte[] bytes = good[i % 2].clone();
			for (int n = random.nextInt(4); n >= 0; n--) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
			}
			byte[] cut = Arrays.copyOf(bytes, random.nextInt(10) == 0 ? random.nextInt(bytes.length) : bytes.length);
			try {
				LogoFile.of(cut);
			}
			catch (Problem refusal) {
				assertThat(refusal.getStatusCode().value()).as("seed %s", seed).isEqualTo(422);
			}
		}
		byte[] torn = png(30, 30);
		refused(Arrays.copyOf(torn, torn.length - 20), "workspace.logo.damaged");
	}

}
