-- Objections of members against what is recorded of them. Conventions as in 0003.
CREATE TABLE read_model.objection (
    tenant_id    text COLLATE "C" NOT NULL,
    objection_id uuid    NOT NULL,
    member_id    uuid    NOT NULL,
    branch_id    uuid    NOT NULL, -- home of the member that day
    about        uuid    NOT NULL, -- the event
    grounds_id   uuid, -- document
    raised_on    date    NOT NULL,
    due_on       date    NOT NULL, -- by which it is to be decided
    status       text COLLATE "C" NOT NULL, -- OPEN, UPHELD, PARTLY, DISMISSED, WITHDRAWN
    decided_by   uuid, -- organisation
    decided_on   date,
    decided_for  text COLLATE "C", -- coded reason
    document_id  uuid, -- the decision
    to_remedy    boolean NOT NULL, -- upheld, if in part, and not put right yet
    correction   uuid, -- the event that put it right
    org_path     text COLLATE "C" NOT NULL,
    version      integer NOT NULL,
    position     bigint  NOT NULL,
    known_from   bigint  NOT NULL,
    set_mask     integer NOT NULL,
    PRIMARY KEY (tenant_id, objection_id)
);
CREATE INDEX objection_day ON read_model.objection (tenant_id, raised_on, objection_id);
CREATE INDEX objection_place ON read_model.objection (tenant_id, org_path, raised_on, objection_id);
CREATE INDEX objection_of_member ON read_model.objection (tenant_id, member_id, raised_on, objection_id);
CREATE INDEX objection_of_branch ON read_model.objection (tenant_id, branch_id, raised_on, objection_id);
CREATE INDEX objection_by_status ON read_model.objection (tenant_id, status, raised_on, objection_id);
CREATE INDEX objection_due ON read_model.objection (tenant_id, due_on, raised_on, objection_id);
CREATE INDEX objection_to_remedy ON read_model.objection (tenant_id, to_remedy, raised_on, objection_id);
SELECT read_model.give_past('read_model.objection', 'SUPERSEDED');

DO $$
DECLARE
    self constant text := 'member_id = event_store.seen(''PERSON.SELF'')::uuid';
BEGIN
    PERFORM event_store.guard('read_model.objection', 'PERSON', self);
    PERFORM event_store.guard('read_model.objection_history', 'PERSON', self);
END $$;
