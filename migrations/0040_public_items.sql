-- Public items: weaknesses that a branch or party group made public, and until when. Conventions as in 0003.
CREATE TABLE read_model.public_item (
    tenant_id       text COLLATE "C" NOT NULL,
    public_item_id  uuid    NOT NULL,
    organisation_id uuid    NOT NULL, -- where it is posted
    member_id       uuid, -- whose it is; null: the organisation's as such
    weakness        text COLLATE "C" NOT NULL, -- PERFORMANCE, DISCIPLINE, VIOLATION, OTHER
    violation_id    uuid,
    posted_on       date    NOT NULL,
    stands_until    date    NOT NULL, -- the last day
    status          text COLLATE "C" NOT NULL, -- POSTED, IMPROVED, ENDED_EARLY, WITHDRAWN
    ended_on        date, -- the first day that it stood no longer; null of what ran out, stands, or was withdrawn
    event_id        uuid    NOT NULL, -- that posted it
    org_path        text COLLATE "C" NOT NULL, -- of the organisation, on the day of posting
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, public_item_id)
);
CREATE INDEX public_item_day ON read_model.public_item (tenant_id, posted_on, public_item_id);
CREATE INDEX public_item_until ON read_model.public_item (tenant_id, stands_until, public_item_id);
CREATE INDEX public_item_place ON read_model.public_item (tenant_id, org_path, posted_on, public_item_id);
CREATE INDEX public_item_of_organisation ON read_model.public_item
    (tenant_id, organisation_id, posted_on, public_item_id);
CREATE INDEX public_item_of_member ON read_model.public_item (tenant_id, member_id, posted_on, public_item_id);
CREATE INDEX public_item_of_violation ON read_model.public_item
    (tenant_id, violation_id, posted_on, public_item_id);
CREATE INDEX public_item_by_weakness ON read_model.public_item (tenant_id, weakness, posted_on, public_item_id);
CREATE INDEX public_item_by_status ON read_model.public_item (tenant_id, status, posted_on, public_item_id);
SELECT read_model.give_past('read_model.public_item', 'SUPERSEDED');

DO $$
DECLARE
    -- The member whose it is sees it, wherever it was posted.
    own constant text := 'event_store.seen(''PERSON.SELF'')::uuid = member_id';
BEGIN
    PERFORM event_store.guard('read_model.public_item', 'PERSON', own);
    PERFORM event_store.guard('read_model.public_item_history', 'PERSON', own);
END $$;
