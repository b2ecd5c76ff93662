-- People: letters by which a home moves. Conventions as in 0003; docs/transfers.md says how a letter goes.
CREATE TABLE read_model.letter (
    tenant_id      text COLLATE "C" NOT NULL,
    side_id        uuid    NOT NULL, -- the letter, and another id for the side that receives it within the county
    letter_id      uuid    NOT NULL,
    side           text COLLATE "C" NOT NULL, -- OUT, IN
    number         text COLLATE "C" NOT NULL,
    other_county   text COLLATE "C", -- to or from which it goes; null: within the county
    member_id      uuid    NOT NULL,
    from_branch_id uuid, -- null: from another county
    to_branch_id   uuid, -- null: to another county
    issued_on      date    NOT NULL,
    valid_until    date    NOT NULL, -- the last day
    status         text COLLATE "C" NOT NULL, -- IN_FLIGHT, RECEIVED, WITHDRAWN
    received_on    date,
    org_path       text COLLATE "C" NOT NULL, -- of the branch of this side
    version        integer NOT NULL,
    position       bigint  NOT NULL,
    known_from     bigint  NOT NULL,
    set_mask       integer NOT NULL,
    PRIMARY KEY (tenant_id, side_id)
);
CREATE INDEX letter_issued ON read_model.letter (tenant_id, issued_on, side_id);
CREATE INDEX letter_place ON read_model.letter (tenant_id, org_path, issued_on, side_id);
CREATE INDEX letter_of_member ON read_model.letter (tenant_id, member_id, issued_on, side_id);
CREATE INDEX letter_of_status ON read_model.letter (tenant_id, status, valid_until, side_id);
CREATE INDEX letter_by_number ON read_model.letter (tenant_id, number, side_id);
CREATE INDEX letter_of_county ON read_model.letter (tenant_id, other_county, issued_on, side_id);
CREATE INDEX letter_from_branch ON read_model.letter (tenant_id, from_branch_id, issued_on, side_id);
CREATE INDEX letter_to_branch ON read_model.letter (tenant_id, to_branch_id, issued_on, side_id);
SELECT read_model.give_past('read_model.letter', 'SUPERSEDED');

DO $$
DECLARE
    self constant text := 'member_id = event_store.seen(''PERSON.SELF'')::uuid';
BEGIN
    PERFORM event_store.guard('read_model.letter', 'PERSON', self);
    PERFORM event_store.guard('read_model.letter_history', 'PERSON', self);
END $$;
