-- What follows from duties that organisations missed. Conventions as in 0003.

-- By which event each slot of which anything was announced was announced first.
CREATE TABLE read_model.first_announcement (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid NOT NULL,
    slot_id         uuid NOT NULL,
    event_id        uuid NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, slot_id)
);

-- How an organisation stands by one rule about what it misses: what counts, and what is due of it once that is enough.
CREATE TABLE read_model.organisation_escalation (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid     NOT NULL,
    slot_id         uuid     NOT NULL, -- the rule's series at the node that adopted it, and the organisation
    org_path        text COLLATE "C" NOT NULL,
    series          text COLLATE "C" NOT NULL,
    node_id         uuid     NOT NULL, -- that adopted the rule
    version_id      uuid     NOT NULL,
    counted         integer  NOT NULL,
    required        integer  NOT NULL,
    status          text COLLATE "C" NOT NULL, -- COUNTING, ONE_SHORT, REACHED
    consequences    text[]   NOT NULL, -- that are due
    compliance_ids  uuid[]   NOT NULL, -- slots of read_model.compliance, by last day
    event_ids       uuid[]   NOT NULL, -- by which these were first announced
    from_on         date     NOT NULL,
    last_on         date     NOT NULL,
    until_on        date, -- the last day on which one more would count with them; null: it always does
    position        bigint   NOT NULL,
    known_from      bigint   NOT NULL,
    set_mask        integer  NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, slot_id)
);
CREATE INDEX organisation_escalation_day ON read_model.organisation_escalation (tenant_id, last_on, slot_id);
CREATE INDEX organisation_escalation_place ON read_model.organisation_escalation
    (tenant_id, org_path, last_on, slot_id);
CREATE INDEX organisation_escalation_of_organisation ON read_model.organisation_escalation
    (tenant_id, organisation_id, last_on, slot_id);
CREATE INDEX organisation_escalation_by_status ON read_model.organisation_escalation
    (tenant_id, status, last_on, slot_id);
CREATE INDEX organisation_escalation_of_series ON read_model.organisation_escalation
    (tenant_id, series, last_on, slot_id);
CREATE INDEX organisation_escalation_until ON read_model.organisation_escalation (tenant_id, until_on, slot_id);
CREATE INDEX organisation_escalation_id ON read_model.organisation_escalation (tenant_id, slot_id);
SELECT read_model.give_past('read_model.organisation_escalation', 'SUPERSEDED');

DO $$
BEGIN
    -- Which announcement was the first, only what is counted tells.
    PERFORM event_store.guard('read_model.first_announcement'::regclass, NULL, 'false');
    REVOKE ALL ON read_model.first_announcement FROM PUBLIC;
    GRANT SELECT ON read_model.first_announcement TO gridledger_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON read_model.first_announcement TO gridledger_projector;
    PERFORM event_store.guard('read_model.organisation_escalation', 'ORGANISATION_LIFE');
    PERFORM event_store.guard('read_model.organisation_escalation_history', 'ORGANISATION_LIFE');
END $$;
