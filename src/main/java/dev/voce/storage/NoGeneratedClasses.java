package dev.voce.storage;

import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.bytecode.internal.none.BytecodeProviderImpl;
import org.hibernate.bytecode.spi.BytecodeProvider;
import org.hibernate.service.spi.ServiceContributor;

/**
 * Keeps Hibernate from generating classes at startup: proxies, which entities don't need
 * as they are final, and accessors, which are a little faster than reflection.
 */
public final class NoGeneratedClasses implements ServiceContributor {

	@Override
	public void contribute(StandardServiceRegistryBuilder services) {
		services.addService(BytecodeProvider.class, new BytecodeProviderImpl());
	}

}
