package dev.voce.workspace;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.hours.BusinessHours;
import dev.voce.storage.Ids;
import dev.voce.storage.Lane;
import dev.voce.web.Problem;

/** Finds, creates and changes workspaces. */
@Service
public class Workspaces {

	private static final Duration QUARANTINE = Duration.ofDays(30);

	private final WorkspaceRepository repository;

	private final LogoRepository logos;

	private final ActivityLog activity;

	private final FirstWorkspace first;

	private final Clock clock;

	/** Expires after a second, so that a change reaches every node within two. */
	private final LoadingCache<UUID, Brand> brands;

	private final LoadingCache<UUID, Known> settings;

	Workspaces(WorkspaceRepository repository, LogoRepository logos, ActivityLog activity, FirstWorkspace first,
			Clock clock) {
		this.repository = repository;
		this.logos = logos;
		this.activity = activity;
		this.first = first;
		this.clock = clock;
		this.brands = Caffeine.newBuilder()
			.expireAfterWrite(Duration.ofSeconds(1))
			.maximumSize(1_000)
			.build((id) -> Lane.LOOKUP.call(() -> brand(this.repository.findById(id).orElseThrow())));
		this.settings = Caffeine.newBuilder()
			.expireAfterWrite(Duration.ofSeconds(1))
			.maximumSize(1_000)
			.build((id) -> Lane.LOOKUP.call(() -> Known.of(this.repository.findById(id).orElseThrow().settings())));
	}

	/** Settings, and the business hours that they say. */
	private record Known(WorkspaceSettings stored, BusinessHours hours) {

		private static Known of(WorkspaceSettings stored) {
			return new Known(stored, SettingsRules.hours(stored));
		}

	}

	/**
	 * Finds the first workspace, and creates it if there is none, on one node at a time.
	 * @param created receives the id of a new workspace, in the same transaction
	 * @return the workspace's id
	 */
	@Transactional
	public UUID first(Consumer<UUID> created) {
		return this.first.find().orElseGet(() -> {
			this.first.lock();
			return this.first.find().orElseGet(() -> create(created));
		});
	}

	/**
	 * The hours in which the people of a workspace work, at most a second old.
	 * @param workspace the workspace's id
	 * @return its business hours
	 */
	public BusinessHours hours(UUID workspace) {
		return settings(workspace).hours();
	}

	/**
	 * Who the mails of a workspace are from, at most a second old.
	 * @param workspace the workspace's id
	 * @return the sender, as far as it is set
	 */
	public MailSettings mail(UUID workspace) {
		return Objects.requireNonNullElse(settings(workspace).stored().mail(), MailSettings.NONE);
	}

	/**
	 * How long nobody of a workspace is invited again, at most a second old.
	 * @param workspace the workspace's id
	 * @return its own time, or 30 days
	 */
	public Duration quarantine(UUID workspace) {
		return Objects.requireNonNullElse(settings(workspace).stored().quarantine(), QUARANTINE);
	}

	/**
	 * The root causes that cases of a workspace are closed with, at most a second old.
	 * @param workspace the workspace's id
	 * @return its own, or the usual ones
	 */
	public List<RootCause> causes(UUID workspace) {
		return Objects.requireNonNullElse(settings(workspace).stored().causes(), RootCause.USUAL);
	}

	private Known settings(UUID workspace) {
		return Objects.requireNonNull(this.settings.get(workspace));
	}

	private UUID create(Consumer<UUID> created) {
		UUID id = this.repository.save(new Workspace(Ids.next(), "Voce", this.clock.instant())).id();
		created.accept(id);
		return id;
	}

	/**
	 * Finds what visitors see of a workspace's owner, at most a second old.
	 * @param workspace the workspace's id
	 * @return the owner's name, colour and logo, as far as they are set
	 */
	public Brand brand(UUID workspace) {
		return Objects.requireNonNull(this.brands.get(workspace));
	}

	private Brand brand(Workspace workspace) {
		WorkspaceSettings settings = workspace.settings();
		Brand.Picture logo = this.logos.findLabel(workspace.id())
			.map((label) -> new Brand.Picture(LogoController.path(label.getHash(), label.getMediaType()),
					label.getWidth(), label.getHeight()))
			.orElse(null);
		return new Brand(settings.brandName(), settings.accent(), logo);
	}

	@Transactional(readOnly = true)
	WorkspaceView view(UUID id) {
		return view(this.repository.findById(id).orElseThrow());
	}

	private WorkspaceView view(Workspace workspace) {
		WorkspaceSettings settings = workspace.settings();
		return new WorkspaceView(workspace.revision(), workspace.name(), brand(workspace), settings.zone(),
				settings.businessHours(), settings.holidays(), settings.causes(), settings.mail(),
				settings.quarantine());
	}

	/** Replaces a workspace whose present revision is expected. */
	@Transactional
	WorkspaceView edit(UUID id, String name, WorkspaceSettings settings, LongPredicate expected) {
		SettingsRules.check(settings);
		Workspace workspace = this.repository.lock(id);
		if (!expected.test(workspace.revision())) {
			throw new Problem(HttpStatus.PRECONDITION_FAILED, "workspace.changed");
		}
		workspace.describe(name, settings);
		return changed(workspace);
	}

	/**
	 * Replaces a workspace's logo.
	 * @param file the logo; {@code null} for none
	 */
	@Transactional
	WorkspaceView setLogo(UUID id, @Nullable LogoFile file) {
		Workspace workspace = this.repository.lock(id);
		workspace.changed();
		if (file != null) {
			this.logos.save(new Logo(id, file));
		}
		else {
			this.logos.deleteByWorkspaceId(id);
		}
		return changed(workspace);
	}

	private WorkspaceView changed(Workspace workspace) {
		this.activity.add(workspace.id(), ActivityLog.Entry.of("changed", "workspace"));
		this.brands.invalidate(workspace.id());
		this.settings.invalidate(workspace.id());
		return view(workspace);
	}

}
