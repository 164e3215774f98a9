package dev.voce.delivery;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether a sender's domain and a mail server belong together. */
class MailServerTest {

	@Test
	void aSiteIsWhatOneCanRegister() {
		assertThat(MailServer.site("smtp.eu.Aurora.example")).isEqualTo("aurora.example");
		assertThat(MailServer.site("aurora.example")).isEqualTo("aurora.example");
		assertThat(MailServer.site("mail.shop.co.uk")).isEqualTo("shop.co.uk");
		assertThat(MailServer.site("shop.co.uk")).isNotEqualTo(MailServer.site("mail.provider.co.uk"));
		assertThat(MailServer.site("mail.com.it")).isEqualTo("mail.com.it");
		assertThat(MailServer.site("com.it")).isEqualTo("com.it");
		assertThat(MailServer.site("localhost")).isEqualTo("localhost");
	}

}
