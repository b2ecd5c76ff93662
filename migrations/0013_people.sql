-- People: letters by which a home moves, second affiliations, contact with those who are away, participation elsewhere,
-- the development of members.
-- Conventions as in 0003; docs/transfers.md says how a letter goes.
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
CREATE INDEX letter_of_side ON read_model.letter (tenant_id, side, issued_on, side_id);
CREATE INDEX letter_until ON read_model.letter (tenant_id, valid_until, side_id);
CREATE INDEX letter_by_number ON read_model.letter (tenant_id, number, side_id);
CREATE INDEX letter_of_county ON read_model.letter (tenant_id, other_county, issued_on, side_id);
CREATE INDEX letter_from_branch ON read_model.letter (tenant_id, from_branch_id, issued_on, side_id);
CREATE INDEX letter_to_branch ON read_model.letter (tenant_id, to_branch_id, issued_on, side_id);
SELECT read_model.give_past('read_model.letter', 'SUPERSEDED');

-- Who takes part in a branch beside the home.
CREATE TABLE read_model.second_affiliation (
    tenant_id             text COLLATE "C" NOT NULL,
    second_affiliation_id uuid    NOT NULL,
    member_id             uuid    NOT NULL,
    organisation_id       uuid    NOT NULL,
    from_on               date    NOT NULL,
    to_on                 date, -- without the day itself; null: it goes on
    org_path              text COLLATE "C" NOT NULL, -- of that branch
    version               integer NOT NULL,
    position              bigint  NOT NULL,
    known_from            bigint  NOT NULL,
    set_mask              integer NOT NULL,
    PRIMARY KEY (tenant_id, second_affiliation_id)
);
CREATE INDEX second_affiliation_day ON read_model.second_affiliation (tenant_id, from_on, second_affiliation_id);
CREATE INDEX second_affiliation_place ON read_model.second_affiliation
    (tenant_id, org_path, from_on, second_affiliation_id);
CREATE INDEX second_affiliation_of_member ON read_model.second_affiliation
    (tenant_id, member_id, from_on, second_affiliation_id);
CREATE INDEX second_affiliation_of_organisation ON read_model.second_affiliation
    (tenant_id, organisation_id, from_on, second_affiliation_id);
CREATE INDEX second_affiliation_until ON read_model.second_affiliation (tenant_id, to_on, second_affiliation_id);
SELECT read_model.give_past('read_model.second_affiliation', 'SUPERSEDED');

-- Who is away for long, when they were heard of, and who cannot be reached.
CREATE TABLE read_model.member_contact (
    tenant_id       text COLLATE "C" NOT NULL,
    contact_id      uuid    NOT NULL, -- the stream, made from the member
    member_id       uuid    NOT NULL,
    status          text COLLATE "C" NOT NULL, -- FLOATING, LOST, IN_REACH
    away_from       date,
    away_to         date, -- without the day itself
    division_code   text COLLATE "C", -- where to
    last_contact_on date,
    lost_since      date,
    silent_since    date, -- the last contact; before any, the day of going away
    org_path        text COLLATE "C" NOT NULL, -- of the home
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, contact_id)
);
CREATE INDEX member_contact_of_member ON read_model.member_contact (tenant_id, member_id);
CREATE INDEX member_contact_place ON read_model.member_contact (tenant_id, org_path, contact_id);
CREATE INDEX member_contact_silent ON read_model.member_contact (tenant_id, status, silent_since, contact_id);
CREATE INDEX member_contact_heard ON read_model.member_contact (tenant_id, silent_since, contact_id);
CREATE INDEX member_contact_lost ON read_model.member_contact (tenant_id, lost_since, contact_id);
CREATE INDEX member_contact_whereabouts ON read_model.member_contact (tenant_id, division_code, contact_id);
SELECT read_model.give_past('read_model.member_contact', 'SUPERSEDED');

-- Who took part in a meeting of a branch that is not the home: once where it was held, and once at the home.
CREATE TABLE read_model.participation (
    tenant_id        text COLLATE "C" NOT NULL,
    meeting_id       uuid   NOT NULL,
    participation_id uuid   NOT NULL,
    member_id        uuid   NOT NULL,
    side             text COLLATE "C" NOT NULL, -- MEETING, HOME
    home_branch_id   uuid   NOT NULL, -- on the day of the meeting
    held_on          date   NOT NULL, -- of the meeting
    org_path         text COLLATE "C" NOT NULL, -- of that side
    position         bigint NOT NULL,
    known_from       bigint NOT NULL,
    set_mask         integer NOT NULL,
    PRIMARY KEY (tenant_id, meeting_id, participation_id)
);
CREATE INDEX participation_day ON read_model.participation (tenant_id, held_on, participation_id);
CREATE INDEX participation_place ON read_model.participation (tenant_id, org_path, held_on, participation_id);
CREATE INDEX participation_of_member ON read_model.participation (tenant_id, member_id, held_on, participation_id);
CREATE INDEX participation_of_home ON read_model.participation (tenant_id, home_branch_id, held_on, participation_id);
CREATE INDEX participation_of_side ON read_model.participation (tenant_id, side, held_on, participation_id);
SELECT read_model.give_past('read_model.participation', 'SUPERSEDED');

-- How far people have come on the way to membership, and the ballots on their admission. member_id is the person's id
-- from the first day on; there is a member of that id once they are admitted.
CREATE TABLE read_model.development (
    tenant_id      text COLLATE "C" NOT NULL,
    development_id uuid    NOT NULL,
    member_id      uuid    NOT NULL,
    branch_id      uuid    NOT NULL,
    name_id        uuid    NOT NULL, -- people.display_name
    stage          text COLLATE "C" NOT NULL, -- APPLICANT, ACTIVIST, ADMISSION_CANDIDATE, PROBATIONARY, FULL, ENDED
    since          date    NOT NULL, -- of the stage
    applied_on     date    NOT NULL,
    voted_on       date, -- of the ballot that was for admission
    admitted_on    date,
    org_path       text COLLATE "C" NOT NULL, -- of the branch
    version        integer NOT NULL,
    position       bigint  NOT NULL,
    known_from     bigint  NOT NULL,
    set_mask       integer NOT NULL,
    true_from      date    NOT NULL,
    PRIMARY KEY (tenant_id, development_id)
);
CREATE INDEX development_since ON read_model.development (tenant_id, since, development_id);
CREATE INDEX development_place ON read_model.development (tenant_id, org_path, since, development_id);
CREATE INDEX development_of_member ON read_model.development (tenant_id, member_id);
CREATE INDEX development_of_branch ON read_model.development (tenant_id, branch_id, stage, since, development_id);
CREATE INDEX development_of_stage ON read_model.development (tenant_id, stage, since, development_id);
CREATE INDEX development_applied ON read_model.development (tenant_id, applied_on, development_id);
SELECT read_model.give_past('read_model.development', 'RECTANGLES');

CREATE TABLE read_model.ballot (
    tenant_id      text COLLATE "C" NOT NULL,
    ballot_id      uuid    NOT NULL, -- the stream, made from the meeting and the number
    development_id uuid    NOT NULL,
    member_id      uuid    NOT NULL,
    meeting_id     uuid    NOT NULL,
    number         integer NOT NULL,
    entitled       integer NOT NULL,
    in_favour      integer NOT NULL,
    against        integer NOT NULL,
    abstained      integer NOT NULL,
    passed         boolean NOT NULL,
    held_on        date    NOT NULL,
    org_path       text COLLATE "C" NOT NULL, -- of the branch
    position       bigint  NOT NULL,
    known_from     bigint  NOT NULL,
    set_mask       integer NOT NULL,
    PRIMARY KEY (tenant_id, ballot_id)
);
CREATE INDEX ballot_day ON read_model.ballot (tenant_id, held_on, ballot_id);
CREATE INDEX ballot_place ON read_model.ballot (tenant_id, org_path, held_on, ballot_id);
CREATE INDEX ballot_of_meeting ON read_model.ballot (tenant_id, meeting_id, held_on, ballot_id);
CREATE INDEX ballot_of_development ON read_model.ballot (tenant_id, development_id, held_on, ballot_id);
CREATE INDEX ballot_of_member ON read_model.ballot (tenant_id, member_id, held_on, ballot_id);
SELECT read_model.give_past('read_model.ballot', 'SUPERSEDED');

DO $$
DECLARE
    self constant text := 'member_id = event_store.seen(''PERSON.SELF'')::uuid';
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['letter', 'letter_history', 'second_affiliation', 'second_affiliation_history',
                                'member_contact', 'participation', 'participation_history', 'development',
                                'development_history', 'ballot', 'ballot_history'] LOOP
        PERFORM event_store.guard(format('read_model.%I', name)::regclass, 'PERSON', self);
    END LOOP;
    -- As for members: which event set a field is found by all versions of the row, also those of before.
    PERFORM event_store.guard('read_model.member_contact_history', 'PERSON', self
                              || ' OR read_model.was_member_below(tenant_id, member_id, event_store.seen(''PERSON''))');
END $$;

-- Of those expected at a meeting, how many had a vote on its day, as known at a position: full members then, and not on
-- disciplinary probation (its table is of a later migration). Told also to callers who may not see who they are, so with the
-- owner's rights; the county is held to here.
CREATE FUNCTION read_model.voters_at(p_tenant text, p_meeting uuid, p_position bigint) RETURNS integer
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = read_model, pg_temp
AS $$
DECLARE
    day date := (SELECT m.held_on FROM meeting_history AS m
                  WHERE m.tenant_id = p_tenant AND m.meeting_id = p_meeting
                    AND m.known_from <= p_position AND m.known_to > p_position
                  ORDER BY m.true_from DESC LIMIT 1);
BEGIN
    RETURN (SELECT count(*)
              FROM meeting_roster AS r CROSS JOIN LATERAL unnest(r.member_ids) AS e (member_id)
              JOIN member_history AS m ON m.tenant_id = r.tenant_id AND m.member_id = e.member_id
             WHERE r.tenant_id = p_tenant AND r.tenant_id = event_store.entered_county()
               AND r.meeting_id = p_meeting AND r.position <= p_position
               AND m.kind = 'FULL' AND m.known_from <= p_position AND m.known_to > p_position
               AND m.true_from <= day AND m.true_to > day
               AND NOT EXISTS (SELECT FROM discipline_versions AS d
                                WHERE d.tenant_id = p_tenant AND d.member_id = m.member_id
                                  AND d.measure = 'DISCIPLINARY_PROBATION'
                                  AND d.known_from <= p_position AND d.known_to > p_position
                                  AND d.from_on <= day AND (d.to_on IS NULL OR d.to_on > day)));
END $$;
REVOKE ALL ON FUNCTION read_model.voters_at FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_model.voters_at TO gridledger_app;
