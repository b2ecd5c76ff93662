-- Obligations: what rules demand, what was recorded of it, and where the two differ. Conventions as in 0003.

-- What rules demand of a subject: a row for each slot that demands it.
CREATE TABLE read_model.wanted (
    tenant_id       text COLLATE "C" NOT NULL,
    subject_id      uuid   NOT NULL, -- member or organisation
    obligation_id   uuid   NOT NULL,
    slot_id         uuid   NOT NULL,
    subject_kind    text COLLATE "C" NOT NULL,
    organisation_id uuid   NOT NULL, -- whose secretary owes it
    consequence     text COLLATE "C" NOT NULL,
    key             text COLLATE "C" NOT NULL,
    series          text COLLATE "C" NOT NULL,
    node_id         uuid   NOT NULL, -- that adopted the rule
    version_id      uuid   NOT NULL,
    event_ids       uuid[] NOT NULL,
    due_on          date,
    position        bigint NOT NULL,
    PRIMARY KEY (tenant_id, subject_id, obligation_id, slot_id)
);

-- Obligations that stand otherwise than rules demand.
CREATE TABLE read_model.unreconciled (
    tenant_id     text COLLATE "C" NOT NULL,
    subject_id    uuid   NOT NULL,
    obligation_id uuid   NOT NULL,
    position      bigint NOT NULL, -- the event since which it is so
    PRIMARY KEY (tenant_id, subject_id, obligation_id)
);

-- Obligations as their events left them. Grounds are JSON of domain.obligations.grounds; nothing looks into them here.
CREATE TABLE read_model.obligation (
    tenant_id       text COLLATE "C" NOT NULL,
    subject_id      uuid    NOT NULL, -- member or organisation
    obligation_id   uuid    NOT NULL,
    subject_kind    text COLLATE "C" NOT NULL,
    member_id       uuid, -- the subject, where it is a member
    organisation_id uuid    NOT NULL, -- whose secretary owes it
    consequence     text COLLATE "C" NOT NULL,
    key             text COLLATE "C" NOT NULL,
    status          text COLLATE "C" NOT NULL, -- OPEN, FULFILLED, WAIVED, WITHDRAWN
    grounds         text    NOT NULL,
    opened_on       date    NOT NULL,
    due_on          date,
    continues       uuid, -- obligation
    assignee_id     uuid, -- member
    closed_on       date, -- fulfilled, waived or withdrawn
    document_id     uuid,
    dealt_with      uuid[]  NOT NULL, -- events
    ground_fell     boolean NOT NULL, -- after it was fulfilled or waived
    org_path        text COLLATE "C" NOT NULL, -- of the organisation that owes it
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    true_from       date    NOT NULL,
    PRIMARY KEY (tenant_id, subject_id, obligation_id)
);
CREATE INDEX obligation_id ON read_model.obligation (tenant_id, obligation_id);
CREATE INDEX obligation_day ON read_model.obligation (tenant_id, opened_on, obligation_id);
CREATE INDEX obligation_place ON read_model.obligation (tenant_id, org_path, opened_on, obligation_id);
CREATE INDEX obligation_of_subject ON read_model.obligation (tenant_id, subject_id, opened_on, obligation_id);
CREATE INDEX obligation_of_member ON read_model.obligation (tenant_id, member_id, opened_on, obligation_id);
CREATE INDEX obligation_of_organisation ON read_model.obligation (tenant_id, organisation_id, opened_on, obligation_id);
CREATE INDEX obligation_of_assignee ON read_model.obligation (tenant_id, assignee_id, opened_on, obligation_id);
CREATE INDEX obligation_by_status ON read_model.obligation (tenant_id, status, opened_on, obligation_id);
CREATE INDEX obligation_by_consequence ON read_model.obligation (tenant_id, consequence, opened_on, obligation_id);
CREATE INDEX obligation_due ON read_model.obligation (tenant_id, due_on, obligation_id);
CREATE INDEX obligation_closed ON read_model.obligation (tenant_id, closed_on, obligation_id);
CREATE INDEX obligation_by_subject_kind ON read_model.obligation (tenant_id, subject_kind, opened_on, obligation_id);
CREATE INDEX obligation_fell ON read_model.obligation (tenant_id, ground_fell, opened_on, obligation_id);
SELECT read_model.give_past('read_model.obligation', 'RECTANGLES');

DO $$
DECLARE
    name text;
    -- Whoever it was assigned to sees it, wherever it belongs; as does the member whom it is about.
    party constant text := 'event_store.seen(''PERSON.SELF'')::uuid IN (member_id, assignee_id)';
BEGIN
    PERFORM event_store.guard('read_model.obligation', 'PERSON', party);
    PERFORM event_store.guard('read_model.obligation_history', 'PERSON', party);
    -- What is owed is told by obligations alone: these two are the worker's.
    FOREACH name IN ARRAY ARRAY['wanted', 'unreconciled'] LOOP
        PERFORM event_store.guard(format('read_model.%I', name)::regclass, NULL, 'false');
        EXECUTE format('REVOKE ALL ON read_model.%I FROM PUBLIC', name);
        EXECUTE format('GRANT SELECT ON read_model.%I TO gridledger_app', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON read_model.%I TO gridledger_projector', name);
    END LOOP;
END $$;
