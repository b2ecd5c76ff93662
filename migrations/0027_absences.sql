-- Absences: how each is classed, and what follows from several of one person. Conventions as in 0003.

-- One row for each attendance that says somebody expected was not there, as long as it says so.
CREATE TABLE read_model.absence (
    tenant_id       text COLLATE "C" NOT NULL,
    member_id       uuid    NOT NULL,
    meeting_id      uuid    NOT NULL,
    organisation_id uuid    NOT NULL, -- that met: a branch or a party group
    branch_id       uuid    NOT NULL,
    org_path        text COLLATE "C" NOT NULL, -- of the organisation that day
    held_on         date    NOT NULL,
    meeting_kind    text COLLATE "C" NOT NULL,
    absence_class   text COLLATE "C" NOT NULL, -- UNEXCUSED, or what excuses it
    counts          boolean NOT NULL, -- it is UNEXCUSED
    reason          text COLLATE "C", -- that was given, if no leave covers it
    leave_id        uuid,
    leave_kind      text COLLATE "C",
    asked_on        date, -- for that leave
    conveyed_on     date, -- when all that was told there had reached the person
    made_up_on      date,
    member_kind     text COLLATE "C" NOT NULL, -- on that day
    series          text COLLATE "C", -- of the rule that classed it; null: there was none
    node_id         uuid, -- that adopted it
    version_id      uuid,
    recorded_on     date    NOT NULL, -- that it stands as it does now
    event_ids       uuid[]  NOT NULL, -- of its attendance, in the order of the log
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, member_id, meeting_id)
);
CREATE INDEX absence_day ON read_model.absence (tenant_id, held_on, meeting_id, member_id);
CREATE INDEX absence_place ON read_model.absence (tenant_id, org_path, held_on, meeting_id, member_id);
CREATE INDEX absence_of_member ON read_model.absence (tenant_id, member_id, held_on, meeting_id);
CREATE INDEX absence_at_meeting ON read_model.absence (tenant_id, meeting_id, held_on, member_id);
CREATE INDEX absence_of_organisation ON read_model.absence
    (tenant_id, organisation_id, held_on, meeting_id, member_id);
CREATE INDEX absence_of_branch ON read_model.absence (tenant_id, branch_id, held_on, meeting_id, member_id);
CREATE INDEX absence_by_class ON read_model.absence (tenant_id, absence_class, held_on, meeting_id, member_id);
CREATE INDEX absence_of_meeting_kind ON read_model.absence
    (tenant_id, meeting_kind, held_on, meeting_id, member_id);
CREATE INDEX absence_of_member_kind ON read_model.absence
    (tenant_id, member_kind, held_on, meeting_id, member_id);
CREATE INDEX absence_by_version ON read_model.absence (tenant_id, version_id, held_on, meeting_id, member_id);
CREATE INDEX absence_by_leave ON read_model.absence (tenant_id, leave_id, held_on, meeting_id, member_id);
SELECT read_model.give_past('read_model.absence', 'SUPERSEDED');

-- How a person stands by one rule about absences: those that count, and what is due of them once they are enough.
CREATE TABLE read_model.escalation (
    tenant_id       text COLLATE "C" NOT NULL,
    member_id       uuid     NOT NULL,
    slot_id         uuid     NOT NULL, -- the rule's series at the node that adopted it, and the member
    organisation_id uuid     NOT NULL, -- at home in which branch
    org_path        text COLLATE "C" NOT NULL,
    series          text COLLATE "C" NOT NULL,
    node_id         uuid     NOT NULL, -- that adopted the rule
    version_id      uuid     NOT NULL,
    member_kind     text COLLATE "C" NOT NULL, -- on the day of the last of the absences
    counted         integer  NOT NULL,
    required        integer  NOT NULL,
    status          text COLLATE "C" NOT NULL, -- COUNTING, ONE_SHORT, REACHED
    consequences    text[]   NOT NULL, -- that are due
    meeting_ids     uuid[]   NOT NULL, -- by day
    event_ids       uuid[]   NOT NULL, -- by which these absences were first recorded
    from_on         date     NOT NULL,
    last_on         date     NOT NULL,
    until_on        date, -- the last day on which one more would count with them; null: until a row is broken
    position        bigint   NOT NULL,
    known_from      bigint   NOT NULL,
    set_mask        integer  NOT NULL,
    PRIMARY KEY (tenant_id, member_id, slot_id)
);
CREATE INDEX escalation_day ON read_model.escalation (tenant_id, last_on, slot_id);
CREATE INDEX escalation_place ON read_model.escalation (tenant_id, org_path, last_on, slot_id);
CREATE INDEX escalation_of_member ON read_model.escalation (tenant_id, member_id, last_on, slot_id);
CREATE INDEX escalation_of_organisation ON read_model.escalation (tenant_id, organisation_id, last_on, slot_id);
CREATE INDEX escalation_by_status ON read_model.escalation (tenant_id, status, last_on, slot_id);
CREATE INDEX escalation_of_series ON read_model.escalation (tenant_id, series, last_on, slot_id);
CREATE INDEX escalation_until ON read_model.escalation (tenant_id, until_on, slot_id);
CREATE INDEX escalation_of_member_kind ON read_model.escalation (tenant_id, member_kind, last_on, slot_id);
CREATE INDEX escalation_id ON read_model.escalation (tenant_id, slot_id);
SELECT read_model.give_past('read_model.escalation', 'SUPERSEDED');

-- When a probationary member became a full one.
CREATE TABLE read_model.confirmation (
    tenant_id    text COLLATE "C" NOT NULL,
    member_id    uuid NOT NULL,
    confirmed_on date NOT NULL,
    PRIMARY KEY (tenant_id, member_id)
);

-- Who made up for which meeting, whether or not they were away after all.
CREATE TABLE read_model.made_up (
    tenant_id  text COLLATE "C" NOT NULL,
    meeting_id uuid NOT NULL,
    member_id  uuid NOT NULL,
    made_up_on date, -- null: it was taken back
    PRIMARY KEY (tenant_id, meeting_id, member_id)
);

-- Of whom absences in a row are counted: their presence matters too.
CREATE TABLE read_model.in_a_row (
    tenant_id text COLLATE "C" NOT NULL,
    branch_id uuid     NOT NULL,
    member_id uuid     NOT NULL,
    rules     smallint NOT NULL, -- how many count so
    PRIMARY KEY (tenant_id, branch_id, member_id)
);

DO $$
DECLARE
    self constant text := 'member_id = event_store.seen(''PERSON.SELF'')::uuid';
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['confirmation', 'made_up', 'in_a_row'] LOOP
        PERFORM event_store.guard(format('read_model.%I', name)::regclass);
        EXECUTE format('REVOKE ALL ON read_model.%I FROM PUBLIC', name);
        EXECUTE format('GRANT SELECT ON read_model.%I TO gridledger_app', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON read_model.%I TO gridledger_projector', name);
    END LOOP;
    PERFORM event_store.guard('read_model.absence', 'PERSON', self);
    PERFORM event_store.guard('read_model.absence_history', 'PERSON', self);
    PERFORM event_store.guard('read_model.escalation', 'PERSON', self);
    PERFORM event_store.guard('read_model.escalation_history', 'PERSON', self);
END $$;
