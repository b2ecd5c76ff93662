-- Violations: with whom they concern, and the bare fact of each by which rules are judged. Conventions as in 0003.
CREATE TABLE read_model.violation (
    tenant_id       text COLLATE "C" NOT NULL,
    violation_id    uuid    NOT NULL,
    organisation_id uuid    NOT NULL, -- where it is dealt with
    member_id       uuid, -- who it was; null: the organisation as such
    kind            text COLLATE "C" NOT NULL, -- OPERATING_RULES, LABOUR_DISCIPLINE
    severity        text COLLATE "C" NOT NULL, -- ORDINARY, SERIOUS
    code            text COLLATE "C" NOT NULL,
    occurred_at     text COLLATE "C" NOT NULL, -- a day, or an instant in UTC
    occurred_on     date    NOT NULL, -- the day of that in the county's time zone
    status          text COLLATE "C" NOT NULL, -- REPORTED, WITHDRAWN
    supervisor_id   uuid, -- member
    supervised_from date,
    supervised_to   date, -- the day after the last
    event_id        uuid    NOT NULL, -- that reported it
    org_path        text COLLATE "C" NOT NULL, -- of the organisation, on that day
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, violation_id)
);
CREATE INDEX violation_day ON read_model.violation (tenant_id, occurred_on, violation_id);
CREATE INDEX violation_place ON read_model.violation (tenant_id, org_path, occurred_on, violation_id);
CREATE INDEX violation_of_organisation ON read_model.violation (tenant_id, organisation_id, occurred_on, violation_id);
CREATE INDEX violation_of_member ON read_model.violation (tenant_id, member_id, occurred_on, violation_id);
CREATE INDEX violation_of_supervisor ON read_model.violation (tenant_id, supervisor_id, occurred_on, violation_id);
CREATE INDEX violation_by_severity ON read_model.violation (tenant_id, severity, occurred_on, violation_id);
CREATE INDEX violation_by_status ON read_model.violation (tenant_id, status, occurred_on, violation_id);
SELECT read_model.give_past('read_model.violation', 'SUPERSEDED');

CREATE TABLE read_model.violation_fact (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid    NOT NULL,
    violation_id    uuid    NOT NULL,
    severity        text COLLATE "C" NOT NULL,
    occurred_on     date    NOT NULL,
    event_id        uuid    NOT NULL, -- the last that set either
    org_path        text COLLATE "C" NOT NULL, -- of the organisation, on that day
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, violation_id)
);
CREATE INDEX violation_fact_place ON read_model.violation_fact (tenant_id, org_path, occurred_on, violation_id);
SELECT read_model.give_past('read_model.violation_fact', 'SUPERSEDED');

DO $$
DECLARE
    -- The member whose it is sees it, wherever it belongs; whoever sees to it does so as long as that goes on. Who asks
    -- is judged as things stand now: versions are seen by whoever sees the row, and of former supervisors by none.
    self constant text := 'event_store.seen(''PERSON.SELF'')::uuid';
    whose constant text := self || ' = member_id';
    acting constant text := self || ' = supervisor_id AND supervised_to IS NULL';
BEGIN
    PERFORM event_store.guard('read_model.violation', 'PERSON', whose || ' OR ' || acting);
    PERFORM event_store.guard('read_model.violation_history', 'PERSON', whose);
    PERFORM event_store.guard('read_model.violation_fact', 'ORGANISATION_LIFE');
    PERFORM event_store.guard('read_model.violation_fact_history', 'ORGANISATION_LIFE');
END $$;
