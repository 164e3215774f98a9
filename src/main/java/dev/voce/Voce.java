package dev.voce;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Voce: takes survey answers in, scores them and serves figures. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Voce {

	public static void main(String[] args) {
		SpringApplication.run(Voce.class, args);
	}

}
