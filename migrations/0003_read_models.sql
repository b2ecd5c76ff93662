-- Read models: what the log says now, in tables made for asking. Everything here can be rebuilt from the log.
--
-- Conventions: `position` is the last event that set the row, `version` the version of the entity's stream (what a
-- client hands back as expectedVersion); an event that only moves the stream on changes `version` alone.
-- `org_path` places a row in the organisation tree: one segment a node, made of the founding event's position
-- (projections/tree.py), each ended by '/'. A subtree is a range: '12/15/' <= org_path < '12/150'.
--
-- The past stands beside the present (docs/history.md). `known_from` is the position of the event that made this version
-- of the row, `known_to` that of the event that made the next (without it); `set_mask` has a bit for each column that the
-- event set, in the order of the declaration in projections/. `x_history` has superseded rows; of a state, whose events
-- may take effect on other days than they become known, it has every version, the present one included, with the days on
-- which it was true. `x_versions` is what questions about the past read: no WHERE in its parts and constants for open
-- ends, or PostgreSQL would sort where it can walk indexes.
CREATE SCHEMA read_model;

-- How far the read models of a county have come. Whoever holds the row's lock owns them.
CREATE TABLE read_model.checkpoint (
    tenant_id  text COLLATE "C" NOT NULL,
    projection text COLLATE "C" NOT NULL,
    position   bigint      NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT now(),
    error      text, -- why it stopped; null while it runs
    PRIMARY KEY (tenant_id, projection)
);

CREATE TABLE read_model.county (
    tenant_id     text COLLATE "C" NOT NULL PRIMARY KEY,
    county_id     uuid    NOT NULL,
    name          text    NOT NULL,
    division_code text COLLATE "C" NOT NULL,
    time_zone     text    NOT NULL,
    rehearsal     boolean NOT NULL,
    committee_id  uuid    NOT NULL,
    founded_on    date    NOT NULL,
    modules       text[]  NOT NULL,
    version       integer NOT NULL,
    position      bigint  NOT NULL,
    known_from    bigint  NOT NULL,
    set_mask      integer NOT NULL,
    true_from     date    NOT NULL
);
CREATE TABLE read_model.county_history (
    LIKE read_model.county,
    known_to bigint NOT NULL,
    true_to  date   NOT NULL,
    PRIMARY KEY (tenant_id, known_to, true_from)
);
CREATE VIEW read_model.county_versions WITH (security_invoker = true) AS
SELECT * FROM read_model.county_history;

CREATE TABLE read_model.organisation (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid     NOT NULL,
    kind            text COLLATE "C" NOT NULL,
    name            text     NOT NULL,
    division_code   text COLLATE "C",
    sector          text COLLATE "C",
    parent_id       uuid,
    org_path        text COLLATE "C" NOT NULL,
    depth           smallint NOT NULL, -- 0: the county's committee
    placed_from     date, -- first day at its present place; null: it never had another
    paths_from      text COLLATE "C" NOT NULL, -- the least path that it ever had,
    paths_to        text COLLATE "C" NOT NULL, -- and the first after all below any of them
    founded_on      date     NOT NULL,
    form            text COLLATE "C", -- of branches of the party alone
    approved_by     uuid, -- who approved its founding
    expected_end    date, -- of a temporary branch: when its task should be done
    dissolved_on    date, -- the first day without it
    merged_into     uuid,
    split_from      uuid,
    elected_on      date, -- when its committee or secretary was elected last
    term_ends_on    date,
    committee_members integer, -- its secretary among them; null: it was not said
    custodian_id    uuid, -- who looks after it
    version         integer  NOT NULL,
    position        bigint   NOT NULL,
    known_from      bigint   NOT NULL,
    set_mask        integer  NOT NULL,
    true_from       date     NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id)
);
CREATE UNIQUE INDEX organisation_path ON read_model.organisation (tenant_id, org_path);
CREATE INDEX organisation_children ON read_model.organisation (tenant_id, parent_id, org_path);
CREATE INDEX organisation_of_kind ON read_model.organisation (tenant_id, kind, org_path);
CREATE INDEX organisation_of_division ON read_model.organisation (tenant_id, division_code);
CREATE INDEX organisation_of_form ON read_model.organisation (tenant_id, form, org_path);
CREATE INDEX organisation_of_sector ON read_model.organisation (tenant_id, sector, org_path);
CREATE INDEX organisation_dissolved ON read_model.organisation (tenant_id, dissolved_on);
CREATE INDEX organisation_term ON read_model.organisation (tenant_id, term_ends_on);
CREATE INDEX organisation_in_custody ON read_model.organisation (tenant_id, custodian_id, org_path);
CREATE INDEX organisation_split_off ON read_model.organisation (tenant_id, split_from, org_path);
CREATE TABLE read_model.organisation_history (
    LIKE read_model.organisation,
    known_to bigint NOT NULL,
    true_to  date   NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, known_to, true_from)
);
CREATE INDEX organisation_path_history ON read_model.organisation_history
    (tenant_id, org_path, known_from, known_to, true_from, true_to);
CREATE INDEX organisation_children_history ON read_model.organisation_history
    (tenant_id, parent_id, org_path, known_from, known_to, true_from, true_to);
CREATE INDEX organisation_of_kind_history ON read_model.organisation_history
    (tenant_id, kind, org_path, known_from, known_to, true_from, true_to);
CREATE INDEX organisation_of_division_history ON read_model.organisation_history
    (tenant_id, division_code, known_from, known_to, true_from, true_to);
CREATE INDEX organisation_of_form_history ON read_model.organisation_history
    (tenant_id, form, org_path, known_from, known_to, true_from, true_to);
CREATE INDEX organisation_of_sector_history ON read_model.organisation_history
    (tenant_id, sector, org_path, known_from, known_to, true_from, true_to);
CREATE INDEX organisation_term_history ON read_model.organisation_history
    (tenant_id, term_ends_on, known_from, known_to, true_from, true_to);
CREATE INDEX organisation_in_custody_history ON read_model.organisation_history
    (tenant_id, custodian_id, org_path, known_from, known_to, true_from, true_to);
CREATE INDEX organisation_split_off_history ON read_model.organisation_history
    (tenant_id, split_from, org_path, known_from, known_to, true_from, true_to);
CREATE INDEX organisation_dissolved_history ON read_model.organisation_history
    (tenant_id, dissolved_on, known_from, known_to, true_from, true_to);
CREATE VIEW read_model.organisation_versions WITH (security_invoker = true) AS
SELECT * FROM read_model.organisation_history;

-- Members whose home lies at this organisation or below it (party groups included), apart from the row as all counters.
CREATE TABLE read_model.organisation_count (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid    NOT NULL,
    members         integer NOT NULL,
    full_members    integer NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id)
);

CREATE TABLE read_model.grid (
    tenant_id     text COLLATE "C" NOT NULL,
    grid_id       uuid     NOT NULL,
    level         smallint NOT NULL,
    name          text     NOT NULL,
    division_code text COLLATE "C",
    parent_id     uuid,
    grid_path     text COLLATE "C" NOT NULL, -- as org_path, in the grid tree
    org_path      text COLLATE "C" NOT NULL, -- of the organisation of its division, else its parent's; '' at the top
    version       integer  NOT NULL,
    position      bigint   NOT NULL,
    known_from    bigint   NOT NULL,
    set_mask      integer  NOT NULL,
    true_from     date     NOT NULL,
    PRIMARY KEY (tenant_id, grid_id)
);
CREATE UNIQUE INDEX grid_path ON read_model.grid (tenant_id, grid_path);
CREATE INDEX grid_children ON read_model.grid (tenant_id, parent_id, grid_path);
CREATE INDEX grid_of_level ON read_model.grid (tenant_id, level, grid_path);
CREATE INDEX grid_of_division ON read_model.grid (tenant_id, division_code, grid_path);
CREATE TABLE read_model.grid_history (
    LIKE read_model.grid,
    known_to bigint NOT NULL,
    true_to  date   NOT NULL,
    PRIMARY KEY (tenant_id, grid_id, known_to, true_from)
);
CREATE INDEX grid_path_history ON read_model.grid_history
    (tenant_id, grid_path, known_from, known_to, true_from, true_to);
CREATE INDEX grid_children_history ON read_model.grid_history
    (tenant_id, parent_id, grid_path, known_from, known_to, true_from, true_to);
CREATE INDEX grid_of_level_history ON read_model.grid_history
    (tenant_id, level, grid_path, known_from, known_to, true_from, true_to);
CREATE VIEW read_model.grid_versions WITH (security_invoker = true) AS
SELECT * FROM read_model.grid_history;

CREATE TABLE read_model.grid_responsible (
    tenant_id text COLLATE "C" NOT NULL,
    grid_id   uuid   NOT NULL,
    member_id uuid   NOT NULL,
    from_on   date   NOT NULL,
    to_on     date, -- without the day itself; null: still responsible
    org_path  text COLLATE "C" NOT NULL, -- the grid's
    position  bigint NOT NULL,
    known_from bigint NOT NULL,
    set_mask   integer NOT NULL,
    PRIMARY KEY (tenant_id, grid_id, member_id, from_on)
);
CREATE TABLE read_model.grid_responsible_history (
    LIKE read_model.grid_responsible,
    known_to bigint NOT NULL,
    PRIMARY KEY (tenant_id, grid_id, member_id, from_on, known_to)
);
CREATE VIEW read_model.grid_responsible_versions WITH (security_invoker = true) AS
SELECT *, 9223372036854775807 AS known_to FROM read_model.grid_responsible
UNION ALL SELECT * FROM read_model.grid_responsible_history;

CREATE TABLE read_model.grid_coverage (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid   NOT NULL,
    from_on         date   NOT NULL,
    to_on           date, -- without the day itself; null: still covered
    grid_id         uuid   NOT NULL,
    position        bigint NOT NULL,
    known_from      bigint NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, from_on)
);
CREATE INDEX grid_coverage_of_grid ON read_model.grid_coverage (tenant_id, grid_id);
CREATE TABLE read_model.grid_coverage_history (
    LIKE read_model.grid_coverage,
    known_to bigint NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, from_on, known_to)
);
CREATE INDEX grid_coverage_of_grid_history ON read_model.grid_coverage_history (tenant_id, grid_id);
CREATE VIEW read_model.grid_coverage_versions WITH (security_invoker = true) AS
SELECT *, 9223372036854775807 AS known_to FROM read_model.grid_coverage
UNION ALL SELECT * FROM read_model.grid_coverage_history;

CREATE TABLE read_model.member (
    tenant_id     text COLLATE "C" NOT NULL,
    member_id     uuid    NOT NULL,
    name_id       uuid    NOT NULL, -- people.display_name
    kind          text COLLATE "C" NOT NULL,
    joined_on     date    NOT NULL,
    branch_id     uuid    NOT NULL, -- home at the end of its timeline
    group_id      uuid,
    home_from     date    NOT NULL,
    left_on       date, -- the first day with the home in another county
    registered_on date    NOT NULL,
    org_path      text COLLATE "C" NOT NULL, -- of the home branch
    version       integer NOT NULL,
    position      bigint  NOT NULL,
    known_from    bigint  NOT NULL,
    set_mask      integer NOT NULL,
    true_from     date    NOT NULL,
    PRIMARY KEY (tenant_id, member_id)
);
CREATE INDEX member_place ON read_model.member (tenant_id, org_path, member_id);
CREATE INDEX member_of_branch ON read_model.member (tenant_id, branch_id, member_id);
CREATE INDEX member_of_group ON read_model.member (tenant_id, group_id, member_id);
CREATE INDEX member_left ON read_model.member (tenant_id, left_on, member_id);
CREATE INDEX member_at_home ON read_model.member (tenant_id, (left_on IS NULL), member_id);
CREATE TABLE read_model.member_history (
    LIKE read_model.member,
    known_to bigint NOT NULL,
    true_to  date   NOT NULL,
    PRIMARY KEY (tenant_id, member_id, known_to, true_from)
);
CREATE INDEX member_place_history ON read_model.member_history
    (tenant_id, org_path, member_id, known_from, known_to, true_from, true_to);
CREATE INDEX member_of_branch_history ON read_model.member_history
    (tenant_id, branch_id, member_id, known_from, known_to, true_from, true_to);
CREATE INDEX member_of_group_history ON read_model.member_history
    (tenant_id, group_id, member_id, known_from, known_to, true_from, true_to);
CREATE INDEX member_left_history ON read_model.member_history
    (tenant_id, left_on, member_id, known_from, known_to, true_from, true_to);
CREATE INDEX member_at_home_history ON read_model.member_history
    (tenant_id, (left_on IS NULL), member_id, known_from, known_to, true_from, true_to);
CREATE VIEW read_model.member_versions WITH (security_invoker = true) AS
SELECT * FROM read_model.member_history;

CREATE TABLE read_model.affiliation (
    tenant_id text COLLATE "C" NOT NULL,
    member_id uuid   NOT NULL,
    from_on   date   NOT NULL,
    to_on     date, -- without the day itself; null: still at home there
    branch_id uuid   NOT NULL,
    org_path  text COLLATE "C" NOT NULL,
    position  bigint NOT NULL,
    known_from bigint NOT NULL,
    set_mask   integer NOT NULL,
    PRIMARY KEY (tenant_id, member_id, from_on)
);
CREATE TABLE read_model.affiliation_history (
    LIKE read_model.affiliation,
    known_to bigint NOT NULL,
    PRIMARY KEY (tenant_id, member_id, from_on, known_to)
);
CREATE VIEW read_model.affiliation_versions WITH (security_invoker = true) AS
SELECT *, 9223372036854775807 AS known_to FROM read_model.affiliation
UNION ALL SELECT * FROM read_model.affiliation_history;

CREATE TABLE read_model.meeting (
    tenant_id        text COLLATE "C" NOT NULL,
    meeting_id       uuid    NOT NULL,
    organisation_id  uuid    NOT NULL,
    branch_id        uuid    NOT NULL,
    org_path         text COLLATE "C" NOT NULL, -- of the organisation
    grid_id          uuid, -- that covered the organisation, else its branch, that day, as known when it was planned
    kind             text COLLATE "C" NOT NULL,
    held_on          date    NOT NULL,
    starts_at        text,
    theme            text COLLATE "C",
    status           text COLLATE "C" NOT NULL, -- PLANNED, NOTIFIED, ROSTER_FROZEN, CONCLUDED, CANCELLED
    cancelled_reason text,
    duration_minutes integer,
    late_entry_days  integer NOT NULL DEFAULT 0, -- of its conclusion
    notified_on      date, -- the first day on which those concerned were told
    urgent           boolean NOT NULL,
    of_business      boolean NOT NULL, -- held within a business or other working meeting
    gathering_id     uuid, -- one of several parts of it
    deferred_for     text, -- coded reason of its last postponement
    exception_by     uuid, -- the organisation above that let it be held on another day than the fixed ones
    minutes          text[], -- what its minutes record; null: none were taken
    document_id      uuid, -- the minutes
    lecturers        text[] NOT NULL, -- the roles of those who gave the lecture
    tested_on        date, -- a test followed the lecture
    contents         text[] NOT NULL, -- codes of what it was about
    version          integer NOT NULL,
    position         bigint  NOT NULL,
    known_from       bigint  NOT NULL,
    set_mask         integer NOT NULL,
    true_from        date    NOT NULL,
    PRIMARY KEY (tenant_id, meeting_id)
);
CREATE INDEX meeting_place ON read_model.meeting (tenant_id, org_path, held_on, meeting_id);
CREATE INDEX meeting_of_organisation ON read_model.meeting (tenant_id, organisation_id, held_on, meeting_id);
CREATE INDEX meeting_of_branch ON read_model.meeting (tenant_id, branch_id, held_on, meeting_id);
CREATE INDEX meeting_of_theme ON read_model.meeting (tenant_id, theme, held_on, meeting_id);
CREATE INDEX meeting_day ON read_model.meeting (tenant_id, held_on, meeting_id);
CREATE TABLE read_model.meeting_history (
    LIKE read_model.meeting,
    known_to bigint NOT NULL,
    true_to  date   NOT NULL,
    PRIMARY KEY (tenant_id, meeting_id, known_to, true_from)
);
CREATE INDEX meeting_place_history ON read_model.meeting_history
    (tenant_id, org_path, held_on, meeting_id, known_from, known_to, true_from, true_to);
CREATE INDEX meeting_of_organisation_history ON read_model.meeting_history
    (tenant_id, organisation_id, held_on, meeting_id, known_from, known_to, true_from, true_to);
CREATE INDEX meeting_of_branch_history ON read_model.meeting_history
    (tenant_id, branch_id, held_on, meeting_id, known_from, known_to, true_from, true_to);
CREATE INDEX meeting_day_history ON read_model.meeting_history
    (tenant_id, held_on, meeting_id, known_from, known_to, true_from, true_to);
CREATE VIEW read_model.meeting_versions WITH (security_invoker = true) AS
SELECT * FROM read_model.meeting_history;

-- An object's counters stand apart from its row, so that counting makes no new versions of the row.
-- expected = present + on_leave + absent + not yet recorded; late is part of present, unexcused part of absent.
CREATE TABLE read_model.meeting_count (
    tenant_id    text COLLATE "C" NOT NULL,
    meeting_id   uuid    NOT NULL,
    expected     integer NOT NULL,
    present      integer NOT NULL,
    late         integer NOT NULL,
    on_leave     integer NOT NULL,
    absent       integer NOT NULL,
    unexcused    integer NOT NULL,
    observers    integer NOT NULL,
    late_entries integer NOT NULL,
    known_from   bigint  NOT NULL,
    PRIMARY KEY (tenant_id, meeting_id)
);
CREATE TABLE read_model.meeting_count_history (
    LIKE read_model.meeting_count,
    known_to bigint NOT NULL,
    PRIMARY KEY (tenant_id, meeting_id, known_to)
);
CREATE VIEW read_model.meeting_count_versions WITH (security_invoker = true) AS
SELECT *, 9223372036854775807 AS known_to FROM read_model.meeting_count
UNION ALL SELECT * FROM read_model.meeting_count_history;

-- A row a meeting: a roster is said at once and never changes.
CREATE TABLE read_model.meeting_roster (
    tenant_id        text COLLATE "C" NOT NULL,
    meeting_id       uuid   NOT NULL,
    member_ids       uuid[] NOT NULL, -- expected
    excluded_ids     uuid[] NOT NULL, -- on the register, and not expected
    excluded_reasons text[] NOT NULL, -- of each of these
    org_path         text COLLATE "C" NOT NULL,
    position         bigint NOT NULL,
    PRIMARY KEY (tenant_id, meeting_id)
);
CREATE VIEW read_model.roster_entry WITH (security_invoker = true) AS
SELECT r.tenant_id, r.meeting_id, m.member_id, r.org_path, r.position
  FROM read_model.meeting_roster AS r CROSS JOIN LATERAL unnest(r.member_ids) AS m (member_id);
CREATE VIEW read_model.roster_exclusion WITH (security_invoker = true) AS
SELECT r.tenant_id, r.meeting_id, m.member_id, m.reason COLLATE "C" AS reason, r.org_path, r.position
  FROM read_model.meeting_roster AS r
 CROSS JOIN LATERAL unnest(r.excluded_ids, r.excluded_reasons) AS m (member_id, reason);

CREATE TABLE read_model.attendance (
    tenant_id       text COLLATE "C" NOT NULL,
    meeting_id      uuid    NOT NULL,
    member_id       uuid    NOT NULL,
    org_path        text COLLATE "C" NOT NULL, -- of the meeting
    held_on         date    NOT NULL, -- of the meeting
    status          text COLLATE "C" NOT NULL,
    absence_reason  text COLLATE "C",
    leave_id        uuid,
    late_entry_days integer NOT NULL,
    policy          text,
    event_id        uuid    NOT NULL, -- that set it last; what a correction names
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, meeting_id, member_id)
);
CREATE INDEX attendance_of_member ON read_model.attendance (tenant_id, member_id, held_on, meeting_id);
CREATE INDEX attendance_place ON read_model.attendance (tenant_id, org_path, held_on, meeting_id, member_id);
CREATE INDEX attendance_day ON read_model.attendance (tenant_id, held_on, meeting_id, member_id);
CREATE TABLE read_model.attendance_history (
    LIKE read_model.attendance,
    known_to bigint NOT NULL,
    PRIMARY KEY (tenant_id, meeting_id, member_id, known_to)
);
CREATE INDEX attendance_of_member_history ON read_model.attendance_history (tenant_id, member_id, held_on, meeting_id);
CREATE INDEX attendance_place_history ON read_model.attendance_history
    (tenant_id, org_path, held_on, meeting_id, member_id);
CREATE INDEX attendance_day_history ON read_model.attendance_history (tenant_id, held_on, meeting_id, member_id);
CREATE VIEW read_model.attendance_versions WITH (security_invoker = true) AS
SELECT *, 9223372036854775807 AS known_to FROM read_model.attendance
UNION ALL SELECT * FROM read_model.attendance_history;

CREATE TABLE read_model.observer (
    tenant_id  text COLLATE "C" NOT NULL,
    meeting_id uuid   NOT NULL,
    member_id  uuid   NOT NULL,
    org_path   text COLLATE "C" NOT NULL,
    position   bigint NOT NULL,
    PRIMARY KEY (tenant_id, meeting_id, member_id)
);

CREATE TABLE read_model.leave (
    tenant_id      text COLLATE "C" NOT NULL,
    leave_id       uuid    NOT NULL,
    member_id      uuid    NOT NULL,
    branch_id      uuid    NOT NULL,
    org_path       text COLLATE "C" NOT NULL,
    grid_id        uuid, -- that covered the branch on the first day, as known when leave was asked for
    kind           text COLLATE "C" NOT NULL,
    from_on        date    NOT NULL,
    to_on          date    NOT NULL, -- included
    covers_to      date,             -- last day covered; null while or once nothing is
    status         text COLLATE "C" NOT NULL, -- PENDING, GRANTED, REFUSED, WITHDRAWN, RETURNED
    days_after     integer NOT NULL,
    requested_on   date    NOT NULL,
    decided_on     date,
    decided_by     text COLLATE "C", -- account
    refusal_reason text COLLATE "C",
    returned_on    date,
    meeting_id     uuid,             -- null: for all that is held on its days
    grounds_id     uuid,             -- sealed document
    asked_to_on    date,             -- last day of an extension that waits for its decision
    approved_levels text[] COLLATE "C" NOT NULL, -- in the order in which they approved
    granted_level  text COLLATE "C", -- that granted it, or its last extension
    by_deputy      boolean NOT NULL,
    rule_ids       uuid[]  NOT NULL, -- versions of the rules that let it through
    evidence       text[] COLLATE "C" NOT NULL, -- kinds handed in, in order
    document_ids   uuid[]  NOT NULL, -- sealed documents handed in with them
    evidence_due_on date,            -- by which some is still awaited; null: none is
    version        integer NOT NULL,
    position       bigint  NOT NULL,
    known_from     bigint  NOT NULL,
    set_mask       integer NOT NULL,
    true_from      date    NOT NULL,
    PRIMARY KEY (tenant_id, leave_id)
);
CREATE INDEX leave_of_meeting ON read_model.leave (tenant_id, meeting_id, from_on, leave_id);
CREATE INDEX leave_asked_to ON read_model.leave (tenant_id, asked_to_on, leave_id);
CREATE INDEX leave_evidence_due ON read_model.leave (tenant_id, evidence_due_on, leave_id);
CREATE INDEX leave_of_member ON read_model.leave (tenant_id, member_id, from_on, leave_id);
CREATE INDEX leave_place ON read_model.leave (tenant_id, org_path, from_on, leave_id);
CREATE INDEX leave_of_status ON read_model.leave (tenant_id, status, from_on, leave_id);
CREATE INDEX leave_of_branch ON read_model.leave (tenant_id, branch_id, from_on, leave_id);
CREATE INDEX leave_of_kind ON read_model.leave (tenant_id, kind, from_on, leave_id);
CREATE INDEX leave_until ON read_model.leave (tenant_id, to_on, leave_id);
CREATE INDEX leave_long_after ON read_model.leave (tenant_id, days_after, leave_id);
CREATE INDEX leave_day ON read_model.leave (tenant_id, from_on, leave_id);
CREATE TABLE read_model.leave_history (
    LIKE read_model.leave,
    known_to bigint NOT NULL,
    true_to  date   NOT NULL,
    PRIMARY KEY (tenant_id, leave_id, known_to, true_from)
);
CREATE INDEX leave_of_member_history ON read_model.leave_history
    (tenant_id, member_id, from_on, leave_id, known_from, known_to, true_from, true_to);
CREATE INDEX leave_place_history ON read_model.leave_history
    (tenant_id, org_path, from_on, leave_id, known_from, known_to, true_from, true_to);
CREATE INDEX leave_of_status_history ON read_model.leave_history
    (tenant_id, status, from_on, leave_id, known_from, known_to, true_from, true_to);
CREATE INDEX leave_day_history ON read_model.leave_history
    (tenant_id, from_on, leave_id, known_from, known_to, true_from, true_to);
CREATE VIEW read_model.leave_versions WITH (security_invoker = true) AS
SELECT * FROM read_model.leave_history;

CREATE TABLE read_model.score_account (
    tenant_id          text COLLATE "C" NOT NULL,
    account_id         uuid    NOT NULL,
    member_id          uuid    NOT NULL,
    branch_id          uuid    NOT NULL,
    org_path           text COLLATE "C" NOT NULL,
    year               integer NOT NULL,
    awarded_hundredths bigint NOT NULL,
    deducted_hundredths bigint NOT NULL,
    balance_hundredths bigint NOT NULL,
    version            integer NOT NULL,
    position           bigint  NOT NULL,
    known_from         bigint  NOT NULL,
    PRIMARY KEY (tenant_id, account_id)
);
CREATE INDEX score_account_of_member ON read_model.score_account (tenant_id, member_id, year);
CREATE INDEX score_account_of_branch ON read_model.score_account (tenant_id, branch_id, year);
CREATE INDEX score_account_place ON read_model.score_account (tenant_id, org_path, account_id);
CREATE INDEX score_account_year ON read_model.score_account (tenant_id, year, account_id);
CREATE TABLE read_model.score_account_history (
    LIKE read_model.score_account,
    known_to bigint NOT NULL,
    PRIMARY KEY (tenant_id, account_id, known_to)
);
CREATE INDEX score_account_of_member_history ON read_model.score_account_history (tenant_id, member_id, year);
CREATE INDEX score_account_place_history ON read_model.score_account_history (tenant_id, org_path, account_id);
CREATE INDEX score_account_year_history ON read_model.score_account_history (tenant_id, year, account_id);
CREATE VIEW read_model.score_account_versions WITH (security_invoker = true) AS
SELECT *, 9223372036854775807 AS known_to FROM read_model.score_account
UNION ALL SELECT * FROM read_model.score_account_history;

CREATE TABLE read_model.score_entry (
    tenant_id         text COLLATE "C" NOT NULL,
    entry_id          uuid    NOT NULL, -- the event that made it
    account_id        uuid    NOT NULL,
    member_id         uuid    NOT NULL,
    org_path          text COLLATE "C" NOT NULL,
    grid_id           uuid, -- that covered the account's branch on the day, as known when the entry was made
    direction         text COLLATE "C" NOT NULL, -- AWARD or DEDUCTION
    points_hundredths integer NOT NULL,
    points_class      text COLLATE "C" NOT NULL,
    rule              text COLLATE "C" NOT NULL,
    ground            uuid,
    occurred_on       date    NOT NULL,
    reversed_by       uuid, -- event
    corrected_by      uuid, -- event
    position          bigint  NOT NULL, -- last event that set the row
    entry_position    bigint  NOT NULL, -- of the event that made it
    known_from        bigint  NOT NULL,
    set_mask          integer NOT NULL,
    PRIMARY KEY (tenant_id, entry_id)
);
CREATE INDEX score_entry_of_account ON read_model.score_entry (tenant_id, account_id, entry_position);
CREATE TABLE read_model.score_entry_history (
    LIKE read_model.score_entry,
    known_to bigint NOT NULL,
    PRIMARY KEY (tenant_id, entry_id, known_to)
);
CREATE INDEX score_entry_of_account_history ON read_model.score_entry_history (tenant_id, account_id, entry_position);
CREATE VIEW read_model.score_entry_versions WITH (security_invoker = true) AS
SELECT *, 9223372036854775807 AS known_to FROM read_model.score_entry
UNION ALL SELECT * FROM read_model.score_entry_history;

-- What every meeting, leave, score entry and issue counts for, and the visits of a grid on a day; all figures are sums of
-- these. A meeting counts on its day, a leave on its first, points on that of their occurrence, an issue on the day it was
-- raised. The month leads the indexes: a figure is opened within months.
-- They have the counters too, so that the past of a small node is added up without going to the rows: at 1.3 million rows
-- a year of 1,800 of them took 1.5 ms instead of 9.7.
CREATE TABLE read_model.contribution (
    tenant_id                  text COLLATE "C" NOT NULL,
    object_id                  uuid     NOT NULL,
    object_type                text COLLATE "C" NOT NULL, -- MEETING, LEAVE, SCORE_ENTRY, VISITS or ISSUE
    organisation_id            uuid     NOT NULL,
    org_path                   text COLLATE "C" NOT NULL,
    grid_id                    uuid, -- that covered it that day, as known when the object was first recorded
    grid_path                  text COLLATE "C",
    month                      date     NOT NULL,
    day                        date     NOT NULL,
    meetings_planned           integer  NOT NULL, -- cancelled ones not included
    meetings_held              integer  NOT NULL, -- concluded
    meetings_cancelled         integer  NOT NULL,
    expected                   integer  NOT NULL,
    present                    integer  NOT NULL,
    late                       integer  NOT NULL,
    on_leave                   integer  NOT NULL,
    absent                     integer  NOT NULL,
    unexcused                  integer  NOT NULL,
    late_entries               integer  NOT NULL,
    leave_requested            integer  NOT NULL,
    leave_granted              integer  NOT NULL,
    points_awarded_hundredths  bigint   NOT NULL,
    points_deducted_hundredths bigint   NOT NULL,
    visits                     integer  NOT NULL, -- to households
    issues_raised              integer  NOT NULL,
    issues_closed              integer  NOT NULL, -- of those raised
    known_from                 bigint   NOT NULL,
    PRIMARY KEY (tenant_id, object_id)
);
CREATE INDEX contribution_place ON read_model.contribution (tenant_id, month, org_path, day, object_id)
    INCLUDE (known_from, meetings_planned, meetings_held, meetings_cancelled, expected, present, late, on_leave, absent,
             unexcused, late_entries, leave_requested, leave_granted, points_awarded_hundredths, points_deducted_hundredths,
             visits, issues_raised, issues_closed);
CREATE INDEX contribution_grid ON read_model.contribution (tenant_id, month, grid_path, day, object_id)
    INCLUDE (known_from, meetings_planned, meetings_held, meetings_cancelled, expected, present, late, on_leave, absent,
             unexcused, late_entries, leave_requested, leave_granted, points_awarded_hundredths, points_deducted_hundredths,
             visits, issues_raised, issues_closed);
-- By block of 2,048 positions: what came and went in one is added to the totals at its beginning.
CREATE INDEX contribution_block ON read_model.contribution (tenant_id, ((known_from - 1) / 2048));
CREATE TABLE read_model.contribution_history (
    LIKE read_model.contribution,
    known_to bigint NOT NULL,
    PRIMARY KEY (tenant_id, object_id, known_to)
);
CREATE INDEX contribution_place_history ON read_model.contribution_history
    (tenant_id, month, org_path, day, object_id, known_from, known_to)
    INCLUDE (meetings_planned, meetings_held, meetings_cancelled, expected, present, late, on_leave, absent, unexcused,
             late_entries, leave_requested, leave_granted, points_awarded_hundredths, points_deducted_hundredths, visits,
             issues_raised, issues_closed);
CREATE INDEX contribution_grid_history ON read_model.contribution_history
    (tenant_id, month, grid_path, day, object_id, known_from, known_to)
    INCLUDE (meetings_planned, meetings_held, meetings_cancelled, expected, present, late, on_leave, absent, unexcused,
             late_entries, leave_requested, leave_granted, points_awarded_hundredths, points_deducted_hundredths, visits,
             issues_raised, issues_closed);
CREATE INDEX contribution_block_history ON read_model.contribution_history (tenant_id, ((known_from - 1) / 2048));
CREATE INDEX contribution_end_block_history ON read_model.contribution_history (tenant_id, ((known_to - 1) / 2048));
CREATE VIEW read_model.contribution_versions WITH (security_invoker = true) AS
SELECT *, 9223372036854775807 AS known_to FROM read_model.contribution
UNION ALL SELECT * FROM read_model.contribution_history;

-- What happened at a node in a month: the sum of the contributions at it and below, maintained by difference. Of nodes
-- with many contributions the past is kept too, by blocks of positions: `known_from` is the position before the first of
-- the block in which a row changed last.
CREATE TABLE read_model.rollup (
    tenant_id                  text COLLATE "C" NOT NULL,
    node_id                    uuid     NOT NULL, -- an organisation or a grid
    month                      date     NOT NULL, -- its first day
    node_type                  text COLLATE "C" NOT NULL, -- ORGANISATION or GRID
    org_path                   text COLLATE "C" NOT NULL, -- the node's
    path                       text COLLATE "C" NOT NULL, -- the node's in its own tree
    big                        boolean  NOT NULL, -- whether its past and its days are kept
    meetings_planned           integer  NOT NULL, -- cancelled ones not included
    meetings_held              integer  NOT NULL, -- concluded
    meetings_cancelled         integer  NOT NULL,
    expected                   integer  NOT NULL,
    present                    integer  NOT NULL,
    late                       integer  NOT NULL,
    on_leave                   integer  NOT NULL,
    absent                     integer  NOT NULL,
    unexcused                  integer  NOT NULL,
    late_entries               integer  NOT NULL,
    leave_requested            integer  NOT NULL,
    leave_granted              integer  NOT NULL,
    points_awarded_hundredths  bigint   NOT NULL,
    points_deducted_hundredths bigint   NOT NULL,
    visits                     integer  NOT NULL, -- to households
    issues_raised              integer  NOT NULL,
    issues_closed              integer  NOT NULL, -- of those raised
    position                   bigint   NOT NULL,
    known_from                 bigint   NOT NULL,
    PRIMARY KEY (tenant_id, node_id, month)
) WITH (fillfactor = 80);
CREATE INDEX rollup_place ON read_model.rollup (tenant_id, org_path, month, node_id);
CREATE INDEX rollup_month ON read_model.rollup (tenant_id, month, node_id);
CREATE TABLE read_model.rollup_history (
    LIKE read_model.rollup,
    known_to bigint NOT NULL,
    PRIMARY KEY (tenant_id, node_id, month, known_to)
);
CREATE VIEW read_model.rollup_versions WITH (security_invoker = true) AS
SELECT *, 9223372036854775807 AS known_to FROM read_model.rollup
UNION ALL SELECT * FROM read_model.rollup_history;

-- The same by day, of the big nodes alone.
CREATE TABLE read_model.rollup_day (
    tenant_id                  text COLLATE "C" NOT NULL,
    node_id                    uuid     NOT NULL,
    day                        date     NOT NULL,
    meetings_planned           integer  NOT NULL, -- cancelled ones not included
    meetings_held              integer  NOT NULL, -- concluded
    meetings_cancelled         integer  NOT NULL,
    expected                   integer  NOT NULL,
    present                    integer  NOT NULL,
    late                       integer  NOT NULL,
    on_leave                   integer  NOT NULL,
    absent                     integer  NOT NULL,
    unexcused                  integer  NOT NULL,
    late_entries               integer  NOT NULL,
    leave_requested            integer  NOT NULL,
    leave_granted              integer  NOT NULL,
    points_awarded_hundredths  bigint   NOT NULL,
    points_deducted_hundredths bigint   NOT NULL,
    visits                     integer  NOT NULL, -- to households
    issues_raised              integer  NOT NULL,
    issues_closed              integer  NOT NULL, -- of those raised
    position                   bigint   NOT NULL,
    known_from                 bigint   NOT NULL,
    PRIMARY KEY (tenant_id, node_id, day)
) WITH (fillfactor = 80);
CREATE TABLE read_model.rollup_day_history (
    LIKE read_model.rollup_day,
    known_to bigint NOT NULL,
    PRIMARY KEY (tenant_id, node_id, day, known_to)
);
CREATE VIEW read_model.rollup_day_versions WITH (security_invoker = true) AS
SELECT *, 9223372036854775807 AS known_to FROM read_model.rollup_day
UNION ALL SELECT * FROM read_model.rollup_day_history;

-- Every event once more, with what it changed: [[object, key, {field: [before, after], …}], …]. As text: nobody asks
-- inside it, and parsing it at every event costs more than all else in the row.
CREATE TABLE read_model.audit_entry (
    tenant_id   text COLLATE "C" NOT NULL,
    position    bigint      NOT NULL,
    type        text COLLATE "C" NOT NULL,
    org_path    text COLLATE "C" NOT NULL, -- place that the event is about; '' for the whole county
    actor       text COLLATE "C" NOT NULL,
    occurred_on date        NOT NULL,
    recorded_at timestamptz NOT NULL,
    changes     text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, position)
);
CREATE INDEX audit_entry_place ON read_model.audit_entry (tenant_id, org_path, position);
CREATE INDEX audit_entry_actor ON read_model.audit_entry (tenant_id, actor, position);
CREATE INDEX audit_entry_type ON read_model.audit_entry (tenant_id, type, position);
CREATE INDEX audit_entry_recorded ON read_model.audit_entry (tenant_id, recorded_at, position);
CREATE INDEX audit_entry_occurred ON read_model.audit_entry (tenant_id, occurred_on, position);

-- The whole envelope of an event beside its place and changes: what the API calls an Event. Of the envelope, an entry
-- repeats only what entries are looked for by together with their place, and listed by; the events of one stream are
-- found by the log's own key, and are few.
CREATE VIEW read_model.event WITH (security_invoker = true) AS
SELECT a.tenant_id, a.position, a.type, e.stream_id, a.org_path, a.actor, a.occurred_on, a.recorded_at, a.changes,
       e.event_id, e.stream_type, e.version, e.capacity, e.occurred_at, e.reason, e.schema_version, e.capacity_place,
       e.authority, e.command_id, e.correlation_id, e.causation_id, e.source_client, e.source_batch, e.source_device,
       e.payload
  FROM read_model.audit_entry AS a
  JOIN event_store.event AS e ON e.tenant_id = a.tenant_id AND e.position = a.position;

-- How far a process manager has reacted to a county's events. Its commands repeat safely, so this is only a bookmark.
CREATE TABLE read_model.process_bookmark (
    tenant_id  text COLLATE "C" NOT NULL,
    process    text COLLATE "C" NOT NULL,
    position   bigint      NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT now(),
    error      text,
    PRIMARY KEY (tenant_id, process)
);

REVOKE ALL ON SCHEMA read_model FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA read_model FROM PUBLIC;
GRANT USAGE ON SCHEMA read_model TO gridledger_app, gridledger_projector;
GRANT SELECT ON ALL TABLES IN SCHEMA read_model TO gridledger_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA read_model TO gridledger_projector;

-- The server tells by /readyz whether migrations are pending. (The migration runner owns the register; a file that is
-- run by hand finds none.)
DO $$
BEGIN
    IF to_regclass('public.schema_migration') IS NOT NULL THEN
        GRANT SELECT ON public.schema_migration TO gridledger_app;
    END IF;
END $$;
