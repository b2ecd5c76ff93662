-- Service and money: dues, handovers of posts, pairs, node houses, inspections, funds, instructors. Conventions as in
-- 0003; read_model.give_past as in 0011.

-- Who stands on a branch's register between which days, for read models that count there; nobody asks for it.
CREATE TABLE read_model.register_stay (
    tenant_id text COLLATE "C" NOT NULL,
    branch_id uuid NOT NULL,
    member_id uuid NOT NULL,
    from_on   date NOT NULL,
    to_on     date, -- without the day itself
    org_path  text COLLATE "C" NOT NULL, -- of the branch
    PRIMARY KEY (tenant_id, branch_id, member_id, from_on)
);
REVOKE ALL ON read_model.register_stay FROM PUBLIC;
GRANT SELECT ON read_model.register_stay TO gridledger_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON read_model.register_stay TO gridledger_projector;

-- A member's dues of a year: the stream and its sums. Money in whole fen.
CREATE TABLE read_model.dues_year (
    tenant_id    text COLLATE "C" NOT NULL,
    dues_id      uuid    NOT NULL,
    member_id    uuid    NOT NULL,
    year         integer NOT NULL,
    branch_id    uuid    NOT NULL, -- to which something was assessed last
    org_path     text COLLATE "C" NOT NULL,
    assessed_fen bigint  NOT NULL,
    paid_fen     bigint  NOT NULL,
    version      integer NOT NULL,
    position     bigint  NOT NULL,
    known_from   bigint  NOT NULL,
    set_mask     integer NOT NULL,
    PRIMARY KEY (tenant_id, dues_id)
);
CREATE INDEX dues_year_of_member ON read_model.dues_year (tenant_id, member_id, year, dues_id);
SELECT read_model.give_past('read_model.dues_year', 'SUPERSEDED');

-- What a member owes for a month, named by its first day.
CREATE TABLE read_model.dues_charge (
    tenant_id      text COLLATE "C" NOT NULL,
    dues_id        uuid    NOT NULL,
    month          date    NOT NULL,
    member_id      uuid    NOT NULL,
    branch_id      uuid    NOT NULL,
    org_path       text COLLATE "C" NOT NULL,
    amount_fen     integer NOT NULL,
    at_home        boolean NOT NULL, -- on the branch's register on the first of the month
    payment        uuid, -- the event that recorded it
    paid_on        date,
    receipt_number text COLLATE "C",
    position       bigint  NOT NULL,
    known_from     bigint  NOT NULL,
    set_mask       integer NOT NULL,
    PRIMARY KEY (tenant_id, dues_id, month)
);
CREATE INDEX dues_charge_month ON read_model.dues_charge (tenant_id, month, dues_id);
CREATE INDEX dues_charge_place ON read_model.dues_charge (tenant_id, org_path, month, dues_id);
CREATE INDEX dues_charge_of_branch ON read_model.dues_charge (tenant_id, branch_id, month, dues_id);
CREATE INDEX dues_charge_of_member ON read_model.dues_charge (tenant_id, member_id, month, dues_id);
CREATE INDEX dues_charge_owed ON read_model.dues_charge
    (tenant_id, (CASE WHEN amount_fen > 0 THEN paid_on IS NULL ELSE false END), month, dues_id);
CREATE INDEX dues_charge_receipt ON read_model.dues_charge (tenant_id, receipt_number, dues_id);
SELECT read_model.give_past('read_model.dues_charge', 'SUPERSEDED');

-- A branch's ledger of a month, beside its register and its receipts: numbers of members, and sums of money.
CREATE TABLE read_model.dues_month (
    tenant_id        text COLLATE "C" NOT NULL,
    branch_id        uuid    NOT NULL,
    month            date    NOT NULL,
    dues_month_id    uuid    NOT NULL,
    org_path         text COLLATE "C" NOT NULL,
    on_register      integer NOT NULL,
    assessed         integer NOT NULL,
    assessed_at_home integer NOT NULL,
    payers           integer NOT NULL,
    receipts         integer NOT NULL,
    assessed_fen     bigint  NOT NULL,
    paid_fen         bigint  NOT NULL,
    position         bigint  NOT NULL,
    known_from       bigint  NOT NULL,
    set_mask         integer NOT NULL,
    PRIMARY KEY (tenant_id, branch_id, month)
);
CREATE INDEX dues_month_id ON read_model.dues_month (tenant_id, dues_month_id);
CREATE INDEX dues_month_month ON read_model.dues_month (tenant_id, month, dues_month_id);
CREATE INDEX dues_month_place ON read_model.dues_month (tenant_id, org_path, month, dues_month_id);
SELECT read_model.give_past('read_model.dues_month', 'SUPERSEDED');

CREATE TABLE read_model.handover (
    tenant_id       text COLLATE "C" NOT NULL,
    handover_id     uuid     NOT NULL,
    organisation_id uuid     NOT NULL,
    org_path        text COLLATE "C" NOT NULL,
    from_post_id    uuid     NOT NULL,
    to_post_id      uuid     NOT NULL,
    from_member_id  uuid     NOT NULL,
    to_member_id    uuid     NOT NULL,
    opened_on       date     NOT NULL,
    due_on          date,
    items           smallint NOT NULL,
    outgoing_signed smallint NOT NULL,
    incoming_signed smallint NOT NULL,
    is_open         boolean  NOT NULL, -- until both sides have signed every item
    closed_on       date,
    version         integer  NOT NULL,
    position        bigint   NOT NULL,
    known_from      bigint   NOT NULL,
    set_mask        integer  NOT NULL,
    PRIMARY KEY (tenant_id, handover_id)
);
CREATE INDEX handover_day ON read_model.handover (tenant_id, opened_on, handover_id);
CREATE INDEX handover_place ON read_model.handover (tenant_id, org_path, opened_on, handover_id);
CREATE INDEX handover_open ON read_model.handover (tenant_id, is_open, opened_on, handover_id);
CREATE INDEX handover_due ON read_model.handover (tenant_id, due_on, handover_id);
CREATE INDEX handover_from_post ON read_model.handover (tenant_id, from_post_id);
CREATE INDEX handover_of_organisation ON read_model.handover (tenant_id, organisation_id, opened_on, handover_id);
SELECT read_model.give_past('read_model.handover', 'SUPERSEDED');

CREATE TABLE read_model.handover_item (
    tenant_id      text COLLATE "C" NOT NULL,
    handover_id    uuid    NOT NULL,
    item           text COLLATE "C" NOT NULL,
    org_path       text COLLATE "C" NOT NULL,
    from_member_id uuid    NOT NULL, -- of the handover
    to_member_id   uuid    NOT NULL,
    opened_on      date    NOT NULL,
    outgoing_on    date, -- when the side signed; null: not yet
    incoming_on    date,
    position       bigint  NOT NULL,
    known_from     bigint  NOT NULL,
    set_mask       integer NOT NULL,
    PRIMARY KEY (tenant_id, handover_id, item)
);
SELECT read_model.give_past('read_model.handover_item', 'SUPERSEDED');

-- Whom a member looks after, and how many.
CREATE TABLE read_model.pairing (
    tenant_id  text COLLATE "C" NOT NULL,
    pairing_id uuid    NOT NULL,
    member_id  uuid    NOT NULL,
    org_path   text COLLATE "C" NOT NULL,
    open_pairs integer NOT NULL, -- without an end
    version    integer NOT NULL,
    position   bigint  NOT NULL,
    known_from bigint  NOT NULL,
    set_mask   integer NOT NULL,
    PRIMARY KEY (tenant_id, pairing_id)
);
CREATE INDEX pairing_of_member ON read_model.pairing (tenant_id, member_id, pairing_id);
SELECT read_model.give_past('read_model.pairing', 'SUPERSEDED');

CREATE TABLE read_model.pair (
    tenant_id         text COLLATE "C" NOT NULL,
    pair_id           uuid   NOT NULL, -- the event that made it
    pairing_id        uuid   NOT NULL,
    member_id         uuid   NOT NULL,
    branch_id         uuid   NOT NULL, -- home of the member on the first day
    org_path          text COLLATE "C" NOT NULL,
    kind              text COLLATE "C" NOT NULL,
    partner_member_id uuid,
    household_id      uuid,
    from_on           date   NOT NULL,
    to_on             date, -- without the day itself
    position          bigint NOT NULL,
    known_from        bigint NOT NULL,
    set_mask          integer NOT NULL,
    PRIMARY KEY (tenant_id, pair_id)
);
CREATE INDEX pair_day ON read_model.pair (tenant_id, from_on, pair_id);
CREATE INDEX pair_place ON read_model.pair (tenant_id, org_path, from_on, pair_id);
CREATE INDEX pair_of_member ON read_model.pair (tenant_id, member_id, from_on, pair_id);
CREATE INDEX pair_of_partner ON read_model.pair (tenant_id, partner_member_id, from_on, pair_id);
CREATE INDEX pair_of_pairing ON read_model.pair (tenant_id, pairing_id, from_on, pair_id);
CREATE INDEX pair_of_kind ON read_model.pair (tenant_id, kind, from_on, pair_id);
CREATE INDEX pair_open ON read_model.pair (tenant_id, (to_on IS NULL), from_on, pair_id);
SELECT read_model.give_past('read_model.pair', 'SUPERSEDED');

-- In how many pairs without an end a member is, on either side: beside the member's own row, since pairs lie where who
-- looks after the other is at home, and whoever sees the other does not see them all.
CREATE TABLE read_model.pair_count (
    tenant_id  text COLLATE "C" NOT NULL,
    member_id  uuid    NOT NULL,
    org_path   text COLLATE "C" NOT NULL, -- of the member's home
    pairs      integer NOT NULL,
    position   bigint  NOT NULL,
    known_from bigint  NOT NULL,
    set_mask   integer NOT NULL,
    PRIMARY KEY (tenant_id, member_id)
);
SELECT read_model.give_past('read_model.pair_count', 'SUPERSEDED');

CREATE TABLE read_model.member_node_house (
    tenant_id     text COLLATE "C" NOT NULL,
    member_node_house_id uuid    NOT NULL,
    branch_id     uuid    NOT NULL,
    org_path      text COLLATE "C" NOT NULL,
    member_id     uuid    NOT NULL, -- whose house it is
    named_on      date    NOT NULL,
    held_since    date    NOT NULL, -- by this member
    reviewed_on   date, -- last, since then
    passed        boolean,
    review_due_on date    NOT NULL,
    version       integer NOT NULL,
    position      bigint  NOT NULL,
    known_from    bigint  NOT NULL,
    set_mask      integer NOT NULL,
    PRIMARY KEY (tenant_id, member_node_house_id)
);
CREATE INDEX member_node_house_due ON read_model.member_node_house (tenant_id, review_due_on, member_node_house_id);
CREATE INDEX member_node_house_place ON read_model.member_node_house (tenant_id, org_path, review_due_on, member_node_house_id);
CREATE INDEX member_node_house_of_branch ON read_model.member_node_house (tenant_id, branch_id, review_due_on, member_node_house_id);
SELECT read_model.give_past('read_model.member_node_house', 'SUPERSEDED');

CREATE TABLE read_model.supervisory_inspection (
    tenant_id       text COLLATE "C" NOT NULL,
    supervisory_inspection_id   uuid    NOT NULL,
    organisation_id uuid    NOT NULL, -- which was inspected
    org_path        text COLLATE "C" NOT NULL,
    inspector_id    uuid    NOT NULL,
    held_on         date    NOT NULL,
    topic           text COLLATE "C",
    findings        integer NOT NULL,
    open_findings   integer NOT NULL,
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, supervisory_inspection_id)
);
CREATE INDEX supervisory_inspection_day ON read_model.supervisory_inspection (tenant_id, held_on, supervisory_inspection_id);
CREATE INDEX supervisory_inspection_place ON read_model.supervisory_inspection (tenant_id, org_path, held_on, supervisory_inspection_id);
CREATE INDEX supervisory_inspection_of_organisation ON read_model.supervisory_inspection (tenant_id, organisation_id, held_on, supervisory_inspection_id);
CREATE INDEX supervisory_inspection_by_inspector ON read_model.supervisory_inspection (tenant_id, inspector_id, held_on, supervisory_inspection_id);
SELECT read_model.give_past('read_model.supervisory_inspection', 'SUPERSEDED');

CREATE TABLE read_model.supervisory_inspection_finding (
    tenant_id       text COLLATE "C" NOT NULL,
    finding_id      uuid    NOT NULL, -- the event that raised it
    supervisory_inspection_id   uuid    NOT NULL,
    organisation_id uuid    NOT NULL,
    org_path        text COLLATE "C" NOT NULL,
    held_on         date    NOT NULL, -- of the inspection, by which it lies where that lies
    matter          text COLLATE "C" NOT NULL,
    raised_on       date    NOT NULL,
    due_on          date,
    rectified_on    date,
    evidence        uuid,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, finding_id)
);
CREATE INDEX supervisory_inspection_finding_day ON read_model.supervisory_inspection_finding (tenant_id, raised_on, finding_id);
CREATE INDEX supervisory_inspection_finding_place ON read_model.supervisory_inspection_finding (tenant_id, org_path, raised_on, finding_id);
CREATE INDEX supervisory_inspection_finding_of_supervisory_inspection ON read_model.supervisory_inspection_finding
    (tenant_id, supervisory_inspection_id, raised_on, finding_id);
CREATE INDEX supervisory_inspection_finding_of_organisation ON read_model.supervisory_inspection_finding
    (tenant_id, organisation_id, raised_on, finding_id);
CREATE INDEX supervisory_inspection_finding_due ON read_model.supervisory_inspection_finding (tenant_id, due_on, finding_id);
CREATE INDEX supervisory_inspection_finding_matter ON read_model.supervisory_inspection_finding (tenant_id, matter, raised_on, finding_id);
CREATE INDEX supervisory_inspection_finding_open ON read_model.supervisory_inspection_finding
    (tenant_id, (rectified_on IS NULL), raised_on, finding_id);
SELECT read_model.give_past('read_model.supervisory_inspection_finding', 'SUPERSEDED');

-- What a branch got for a year, beside what its members call for as of a day. Money in whole fen.
CREATE TABLE read_model.funds (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid    NOT NULL,
    year            integer NOT NULL,
    funds_id        uuid    NOT NULL,
    org_path        text COLLATE "C" NOT NULL,
    allocated_fen   bigint  NOT NULL,
    counted_on      date    NOT NULL,
    members         integer NOT NULL, -- on the register that day
    required_fen    bigint  NOT NULL,
    shortfall_fen   bigint  NOT NULL,
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, year)
);
CREATE INDEX funds_id ON read_model.funds (tenant_id, funds_id);
CREATE INDEX funds_year ON read_model.funds (tenant_id, year, funds_id);
CREATE INDEX funds_place ON read_model.funds (tenant_id, org_path, year, funds_id);
CREATE INDEX funds_short ON read_model.funds (tenant_id, shortfall_fen, year, funds_id);
SELECT read_model.give_past('read_model.funds', 'SUPERSEDED');

CREATE TABLE read_model.party_instructor (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid    NOT NULL,
    member_id       uuid    NOT NULL,
    from_on         date    NOT NULL,
    to_on           date, -- without the day itself
    recall_reason   text COLLATE "C",
    instruction_id  uuid    NOT NULL, -- the stream
    org_path        text COLLATE "C" NOT NULL, -- of the organisation
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, member_id, from_on)
);
CREATE INDEX party_instructor_day ON read_model.party_instructor (tenant_id, from_on, organisation_id, member_id);
CREATE INDEX party_instructor_place ON read_model.party_instructor (tenant_id, org_path, from_on, organisation_id, member_id);
CREATE INDEX party_instructor_of_member ON read_model.party_instructor (tenant_id, member_id, from_on);
CREATE INDEX party_instructor_until ON read_model.party_instructor (tenant_id, to_on, organisation_id, member_id);
CREATE INDEX party_instructor_recalled ON read_model.party_instructor (tenant_id, recall_reason, from_on, organisation_id);
SELECT read_model.give_past('read_model.party_instructor', 'SUPERSEDED');

CREATE TABLE read_model.center_day (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid    NOT NULL, -- a general branch
    planned_on      date    NOT NULL,
    is_held         boolean NOT NULL,
    center_days_id  uuid    NOT NULL, -- the stream
    org_path        text COLLATE "C" NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, planned_on)
);
CREATE INDEX center_day_day ON read_model.center_day (tenant_id, planned_on, organisation_id);
CREATE INDEX center_day_place ON read_model.center_day (tenant_id, org_path, planned_on, organisation_id);
CREATE INDEX center_day_held ON read_model.center_day (tenant_id, is_held, planned_on, organisation_id);
SELECT read_model.give_past('read_model.center_day', 'SUPERSEDED');

DO $$
DECLARE
    name text;
    past text;
    self constant text := 'member_id = event_store.seen(''PERSON.SELF'')::uuid';
BEGIN
    PERFORM event_store.guard('read_model.register_stay', 'PERSON', self);
    FOREACH past IN ARRAY ARRAY['', '_history'] LOOP
        FOREACH name IN ARRAY ARRAY['dues_year', 'dues_charge', 'pairing', 'pair', 'party_instructor'] LOOP
            PERFORM event_store.guard(format('read_model.%s%s', name, past)::regclass, 'PERSON', self);
        END LOOP;
        -- Whoever sees any version of the member: by a day of the past, that may be one at home elsewhere.
        PERFORM event_store.guard(
            format('read_model.pair_count%s', past)::regclass, 'PERSON',
            self || ' OR read_model.was_member_below(tenant_id, member_id, event_store.seen(''PERSON''))');
        PERFORM event_store.guard(format('read_model.dues_month%s', past)::regclass, 'PERSON');
        -- Each side signs as a member, and sees what it signs for.
        FOREACH name IN ARRAY ARRAY['handover', 'handover_item'] LOOP
            PERFORM event_store.guard(
                format('read_model.%s%s', name, past)::regclass, 'ORGANISATION_LIFE',
                'event_store.seen(''ORGANISATION_LIFE.SELF'')::uuid IN (from_member_id, to_member_id)');
        END LOOP;
        FOREACH name IN ARRAY ARRAY['member_node_house', 'supervisory_inspection', 'supervisory_inspection_finding', 'funds', 'center_day'] LOOP
            PERFORM event_store.guard(format('read_model.%s%s', name, past)::regclass, 'ORGANISATION_LIFE');
        END LOOP;
    END LOOP;
END $$;
