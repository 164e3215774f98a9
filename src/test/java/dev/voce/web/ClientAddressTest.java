package dev.voce.web;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClientAddressTest {

	@ParameterizedTest
	@CsvSource({ "203.0.113.9, 203.0.113.9", "::ffff:203.0.113.9, 203.0.113.9", "2001:db8:1:2::1, 20010db800010002",
			"2001:DB8:1:2:3:4:5:6, 20010db800010002", "::1, 0000000000000000" })
	void anIpv6NetworkIsOneCaller(String address, String network) {
		assertThat(ClientAddress.network(address)).isEqualTo(network);
	}

}
