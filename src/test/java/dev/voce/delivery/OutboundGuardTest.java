package dev.voce.delivery;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.voce.testing.Receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where Voce connects to, and where not. */
@NullUnmarked
class OutboundGuardTest {

	private String found = "93.184.216.34";

	private OutboundGuard guard(String... allowed) {
		return new OutboundGuard(new OutboundProperties(List.of(allowed), null),
				(host) -> new InetAddress[] { InetAddress.getByName(this.found) });
	}

	private void assertRefused(String address) {
		this.found = address;
		assertThatThrownBy(() -> guard().check(URI.create("https://shop.example/"))).as(address)
			.isInstanceOf(OutboundRefused.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "127.255.0.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255",
			"192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.8", "198.18.0.1", "224.0.0.1",
			"255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1",
			"::ffff:127.0.0.1", "::ffff:0:10.0.0.1", "::10.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::1",
			"2002:7f00:1::1", "2002:c0a8:101::", "2001:0:4136:e378::", "2001:db8::1" })
	void addressesThatAreNotPublicAreRefused(String address) {
		assertRefused(address);
	}

	@ParameterizedTest
	@ValueSource(strings = { "93.184.216.34", "100.63.255.255", "100.128.0.1", "172.32.0.1", "2606:4700::1111",
			"64:ff9b::8.8.8.8", "2002:808:808::" })
	void publicAddressesAreCalled(String address) throws UnknownHostException {
		this.found = address;
		guard().check(URI.create("https://shop.example/"));
	}

	@Test
	void oneAddressThatIsNotPublicIsEnoughToRefuseAHost() {
		OutboundGuard guard = new OutboundGuard(new OutboundProperties(List.of(), null), (host) -> new InetAddress[] {
				InetAddress.getByName("93.184.216.34"), InetAddress.getByName("10.0.0.1") });
		assertThatThrownBy(() -> guard.check(URI.create("https://shop.example/"))).isInstanceOf(OutboundRefused.class);
	}

	@Test
	void whatIsConfiguredIsAllowed() {
		this.found = "10.1.2.3";
		URI url = URI.create("http://ERP.internal./hooks");
		assertThatCode(() -> guard("10.1.0.0/16").check(url)).doesNotThrowAnyException();
		assertThatCode(() -> guard("10.1.2.3").check(url)).doesNotThrowAnyException();
		assertThatCode(() -> guard("erp.internal").check(url)).doesNotThrowAnyException();
		assertThatThrownBy(() -> guard("10.2.0.0/16", "erp.internal.example").check(url))
			.isInstanceOf(OutboundRefused.class);
		this.found = "64:ff9b::10.1.2.3";
		assertThatCode(() -> guard("10.1.0.0/16").check(url)).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ftp://shop.example/", "file:///etc/passwd", "//shop.example/", "https:///x", "https:x",
			"http://user:secret@shop.example/", "http://shop.example/#x", "http://shop.example:0/",
			"http://shop.example:65536/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://127.1/",
			"http://0177.0.0.1/", "http://127.0.0.0x1/", "http://999.1.1.1/", "http://shop example/",
			"http://[::1%25eth0]/", "javascript:alert(1)", "https://b\u00fccher.example/",
			"https://shop.example/\ud800", "" })
	void whatIsNoAddressOfTheWebIsNone(String text) {
		URI url = OutboundGuard.parse(text);
		assertThat(url == null || refuses(url)).as(text).isTrue();
	}

	private static boolean refuses(URI url) {
		try {
			new OutboundGuard(new OutboundProperties(List.of(), null)).check(url);
			return false;
		}
		catch (UnknownHostException ex) {
			return true;
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://127.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://localhost/",
			"http://localhost./", "http://[0:0:0:0:0:0:0:1]:8080/x" })
	void literalsAndThisMachineAreRefused(String text) {
		URI url = OutboundGuard.parse(text);
		assertThat(url).isNotNull();
		assertThat(refuses(url)).as(text).isTrue();
	}

	/** Between the check of what was entered and the call, the name may get another. */
	@Test
	void aNameThatLeadsInsideLaterIsNotCalled() throws Exception {
		try (Receiver inside = new Receiver()) {
			OutboundGuard guard = guard();
			OutboundClient client = new OutboundClient(guard);
			String url = inside.url().replace("127.0.0.1", "shop.example");
			URI entered = OutboundGuard.parse(url);
			guard.check(entered);
			this.found = "127.0.0.1";
			OutboundClient.Reply reply = client.post(entered, Map.of(), new byte[0]);
			client.destroy();
			assertThat(reply.status()).isZero();
			assertThat(reply.reason()).isEqualTo("shop.example has an address that is not public");
			assertThat(inside.messages()).isEmpty();
		}
	}

	@Test
	void theAddressThatWasCheckedIsTheOneThatIsCalled() throws Exception {
		try (Receiver receiver = new Receiver()) {
			this.found = "127.0.0.1";
			OutboundClient client = new OutboundClient(guard("shop.example"));
			OutboundClient.Reply reply = client.post(
					URI.create(receiver.url().replace("127.0.0.1", "shop.example") + "/a?b=%2F"), Map.of(),
					"{}".getBytes());
			assertThat(client.get(URI.create(receiver.url().replace("127.0.0.1", "shop.example") + "/?c")).isSuccess())
				.isTrue();
			client.destroy();
			assertThat(reply.status()).isEqualTo(200);
			assertThat(receiver.messages().get(0).headers()).containsEntry("host",
					"shop.example:" + URI.create(receiver.url()).getPort());
			assertThat(receiver.messages()).extracting(Receiver.Message::path).containsExactly("/a?b=%2F", "/?c");
		}
	}

	/** It may know hosts that are unknown here, but is led nowhere inside. */
	@Test
	void aProxyAloneIsConnectedTo() throws Exception {
		try (Receiver proxy = new Receiver()) {
			OutboundGuard guard = new OutboundGuard(new OutboundProperties(List.of(), URI.create(proxy.url())),
					(host) -> new InetAddress[] { InetAddress.getByName(this.found) });
			OutboundClient client = new OutboundClient(guard);
			URI url = URI.create("http://shop.example/a?b=%2F");
			assertThat(client.post(url, Map.of(), new byte[0]).status()).isEqualTo(200);
			assertThat(proxy.messages().get(0).path()).isEqualTo("http://shop.example/a?b=%2F");
			this.found = "nowhere.invalid";
			assertThat(client.post(url, Map.of(), new byte[0]).status()).isEqualTo(200);
			this.found = "10.0.0.1";
			assertThat(client.post(url, Map.of(), new byte[0]).status()).isZero();
			client.destroy();
			assertThat(proxy.messages()).hasSize(2);
		}
	}

	/** A byte now and then keeps no attempt alive. */
	@Test
	void whatIsSlowIsLeftAtItsTime() throws Exception {
		try (Receiver slow = new Receiver()) {
			slow.behave((message, out) -> {
				out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes());
				for (int i = 0; i < 100; i++) {
					out.write('x');
					out.flush();
					Thread.sleep(100);
				}
			});
			OutboundClient client = new OutboundClient(guard("127.0.0.1"), Duration.ofSeconds(1));
			this.found = "127.0.0.1";
			OutboundClient.Reply reply = client.post(URI.create(slow.url()), Map.of(), new byte[0]);
			client.destroy();
			assertThat(reply.status()).isZero();
			assertThat(reply.reason()).isEqualTo("no reply within 1 s");
			assertThat(reply.took()).isBetween(Duration.ofMillis(900), Duration.ofSeconds(4));
		}
	}

	@Test
	void onlyTheBeginningOfALongReplyIsRead() throws Exception {
		try (Receiver endless = new Receiver()) {
			endless.behave((message, out) -> {
				out.write("HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n".getBytes());
				for (int i = 0; i < 10_000; i++) {
					out.write(new byte[1_000]);
				}
			});
			OutboundClient client = new OutboundClient(guard("127.0.0.1"));
			this.found = "127.0.0.1";
			OutboundClient.Reply reply = client.post(URI.create(endless.url()), Map.of(), new byte[0]);
			client.destroy();
			assertThat(reply.status()).isEqualTo(200);
			assertThat(reply.body()).hasSize(4 * 1024);
		}
	}

}
