package dev.voce.intake;

import java.util.UUID;

import org.springframework.data.jpa.repository.JpaRepository;

interface SavedResponseRepository extends JpaRepository<SavedResponse, UUID> {

}
