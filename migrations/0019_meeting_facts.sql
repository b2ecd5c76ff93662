-- What rules are held against: a row a meeting, by the organisation that holds it.
-- Conventions as in 0003; docs/policies.md says which rule looks at what.
CREATE TABLE read_model.meeting_fact (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid    NOT NULL,
    meeting_id      uuid    NOT NULL,
    kind            text COLLATE "C" NOT NULL,
    held_on         date    NOT NULL,
    status          text COLLATE "C" NOT NULL, -- PLANNED, CONCLUDED, CANCELLED
    notified_on     date, -- the first day on which those concerned were told
    urgent          boolean NOT NULL,
    of_business     boolean NOT NULL, -- held within a business or other working meeting
    gathering_id    uuid, -- one of several parts of it
    deferred_for    text, -- coded reason of its last postponement
    excepted        boolean NOT NULL, -- another day than the fixed ones was approved from above
    minutes         text[], -- what its minutes record; null: none were taken
    lecturers       text[]  NOT NULL, -- the roles of those who gave the lecture
    tested          boolean NOT NULL, -- a test followed the lecture
    contents        text[]  NOT NULL, -- codes of what it was about
    review_event_id uuid, -- by which somebody was reviewed at it, the least of those that stand; null: nobody was
    event_ids       uuid[]  NOT NULL, -- the events that say so, in the order of the log
    org_path        text COLLATE "C" NOT NULL, -- of the organisation, on that day
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, meeting_id)
);
CREATE INDEX meeting_fact_place ON read_model.meeting_fact (tenant_id, org_path, held_on, meeting_id);
SELECT read_model.give_past('read_model.meeting_fact', 'SUPERSEDED');

DO $$
BEGIN
    PERFORM event_store.guard('read_model.meeting_fact', 'ORGANISATION_LIFE');
    PERFORM event_store.guard('read_model.meeting_fact_history', 'ORGANISATION_LIFE');
END $$;
