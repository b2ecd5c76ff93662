-- Reviews of members at meetings, by themselves, by each other and by who led. Conventions as in 0003. No index is led by
-- a grade: nobody lists members by how they were found.
CREATE TABLE read_model.peer_review (
    tenant_id       text COLLATE "C" NOT NULL,
    peer_review_id  uuid    NOT NULL,
    organisation_id uuid    NOT NULL, -- that met: a party group, or the branch itself
    meeting_id      uuid    NOT NULL,
    member_id       uuid    NOT NULL, -- who was reviewed
    reviewed_on     date    NOT NULL, -- the day of the meeting, as it was known then
    self_grade      text COLLATE "C", -- GOOD, FAIR, POOR, UNGRADED; null: they did not assess themselves
    peer_grade      text COLLATE "C", -- likewise of the others
    commented_by_id uuid, -- the member who led; null: nobody commented
    document_id     uuid, -- with the words
    status          text COLLATE "C" NOT NULL, -- RECORDED, WITHDRAWN
    event_id        uuid    NOT NULL, -- that recorded it last
    org_path        text COLLATE "C" NOT NULL, -- of the organisation, on that day
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, peer_review_id)
);
CREATE INDEX peer_review_day ON read_model.peer_review (tenant_id, reviewed_on, peer_review_id);
CREATE INDEX peer_review_place ON read_model.peer_review (tenant_id, org_path, reviewed_on, peer_review_id);
CREATE INDEX peer_review_of_organisation ON read_model.peer_review
    (tenant_id, organisation_id, reviewed_on, peer_review_id);
CREATE INDEX peer_review_of_member ON read_model.peer_review (tenant_id, member_id, reviewed_on, peer_review_id);
CREATE INDEX peer_review_at_meeting ON read_model.peer_review (tenant_id, meeting_id, reviewed_on, peer_review_id);
CREATE INDEX peer_review_by_commenter ON read_model.peer_review
    (tenant_id, commented_by_id, reviewed_on, peer_review_id);
CREATE INDEX peer_review_by_status ON read_model.peer_review (tenant_id, status, reviewed_on, peer_review_id);
SELECT read_model.give_past('read_model.peer_review', 'SUPERSEDED');

DO $$
DECLARE
    -- The member whose it is sees it, wherever it took place.
    own constant text := 'event_store.seen(''PERSON.SELF'')::uuid = member_id';
BEGIN
    PERFORM event_store.guard('read_model.peer_review', 'PERSON', own);
    PERFORM event_store.guard('read_model.peer_review_history', 'PERSON', own);
END $$;
