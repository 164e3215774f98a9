package dev.voce.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * A mail server of a test class, with its mails: a static field under
 * {@code @RegisterExtension}. Each test begins without any.
 */
public final class Mails implements BeforeEachCallback, AfterAllCallback {

	/** On a port that is the same when it starts again. */
	private final GreenMail server = new GreenMail(new ServerSetup(freePort(), null, "smtp"));

	public Mails() {
		this.server.start();
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Has the service send by this server, at once. */
	public void register(DynamicPropertyRegistry registry) {
		registry.add("spring.mail.host", () -> "localhost");
		registry.add("spring.mail.port", this::port);
		registry.add("voce.delivery.every", () -> "200ms");
		registry.add("voce.public.url", () -> "http://localhost");
	}

	/** Where it listens. */
	public int port() {
		return this.server.getSmtp().getPort();
	}

	/** The server itself, to stop and start it. */
	public GreenMail server() {
		return this.server;
	}

	/** All that came until now. */
	public List<MimeMessage> received() {
		return List.of(this.server.getReceivedMessages());
	}

	/** Waits until so many came. */
	public List<MimeMessage> received(int number) throws Exception {
		Wait.until(number + " mails are received", () -> received().size() >= number);
		return received();
	}

	/** Those to an address. */
	public List<MimeMessage> to(String address) throws Exception {
		List<MimeMessage> found = new ArrayList<>();
		for (MimeMessage mail : received()) {
			if (mail.getAllRecipients()[0].toString().equals(address)) {
				found.add(mail);
			}
		}
		return found;
	}

	/** The text of a mail. */
	public static String text(MimeMessage mail) throws Exception {
		return part(mail, 0);
	}

	/** The HTML of a mail. */
	public static String html(MimeMessage mail) throws Exception {
		return part(mail, 1);
	}

	private static String part(MimeMessage mail, int part) throws Exception {
		return ((MimeMultipart) mail.getContent()).getBodyPart(part).getContent().toString().replace("\r\n", "\n");
	}

	/** Removes all that came. */
	public void clear() throws Exception {
		this.server.purgeEmailFromAllMailboxes();
	}

	@Override
	public void beforeEach(ExtensionContext test) throws Exception {
		clear();
	}

	@Override
	public void afterAll(ExtensionContext test) {
		this.server.stop();
	}

}
