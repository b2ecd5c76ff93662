-- Service and money: dues, handovers of posts. Conventions as in 0003; read_model.give_past as in 0011.

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
CREATE INDEX dues_charge_owed ON read_model.dues_charge (tenant_id, (paid_on IS NULL), month, dues_id);
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
CREATE INDEX handover_of_organisation ON read_model.handover (tenant_id, organisation_id, opened_on, handover_id);
SELECT read_model.give_past('read_model.handover', 'SUPERSEDED');

CREATE TABLE read_model.handover_item (
    tenant_id   text COLLATE "C" NOT NULL,
    handover_id uuid    NOT NULL,
    item        text COLLATE "C" NOT NULL,
    org_path    text COLLATE "C" NOT NULL,
    opened_on   date    NOT NULL,
    outgoing_on date, -- when the side signed; null: not yet
    incoming_on date,
    position    bigint  NOT NULL,
    known_from  bigint  NOT NULL,
    set_mask    integer NOT NULL,
    PRIMARY KEY (tenant_id, handover_id, item)
);
SELECT read_model.give_past('read_model.handover_item', 'SUPERSEDED');

DO $$
DECLARE
    name text;
    past text;
    self constant text := 'member_id = event_store.seen(''PERSON.SELF'')::uuid';
BEGIN
    PERFORM event_store.guard('read_model.register_stay', 'PERSON', self);
    FOREACH past IN ARRAY ARRAY['', '_history'] LOOP
        FOREACH name IN ARRAY ARRAY['dues_year', 'dues_charge'] LOOP
            PERFORM event_store.guard(format('read_model.%s%s', name, past)::regclass, 'PERSON', self);
        END LOOP;
        PERFORM event_store.guard(format('read_model.dues_month%s', past)::regclass, 'PERSON');
        FOREACH name IN ARRAY ARRAY['handover', 'handover_item'] LOOP
            PERFORM event_store.guard(format('read_model.%s%s', name, past)::regclass, 'ORGANISATION_LIFE');
        END LOOP;
    END LOOP;
END $$;
