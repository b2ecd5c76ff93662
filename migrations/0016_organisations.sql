-- How a county is made up: who leads its party groups, what bears on who may, where members live. Conventions as in 0003.

-- Members that belong to a branch or group, or live in a grid: for checks, which look at numbers as events change them.
CREATE TABLE read_model.head_count (
    tenant_id    text COLLATE "C" NOT NULL,
    place_id     uuid    NOT NULL,
    members      integer NOT NULL,
    full_members integer NOT NULL,
    PRIMARY KEY (tenant_id, place_id)
);

CREATE TABLE read_model.group_leader (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid    NOT NULL,
    from_on         date    NOT NULL,
    to_on           date, -- without the day itself
    member_id       uuid    NOT NULL,
    org_path        text COLLATE "C" NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, from_on)
);
CREATE INDEX group_leader_of_member ON read_model.group_leader (tenant_id, member_id, from_on);
SELECT read_model.give_past('read_model.group_leader', 'SUPERSEDED');

-- The division codes that organisations have borne: where grids lie follows from them too.
CREATE TABLE read_model.organisation_code (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid    NOT NULL,
    from_on         date    NOT NULL,
    to_on           date, -- without the day itself
    division_code   text COLLATE "C", -- null: none was known
    said_by         uuid    NOT NULL, -- the event that gave it
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, from_on)
);
CREATE INDEX organisation_code_borne ON read_model.organisation_code (tenant_id, division_code, organisation_id);
SELECT read_model.give_past('read_model.organisation_code', 'SUPERSEDED');

CREATE TABLE read_model.custody (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid    NOT NULL,
    from_on         date    NOT NULL,
    to_on           date, -- without the day itself
    custodian_id    uuid    NOT NULL,
    approved_by     uuid    NOT NULL,
    ground          text COLLATE "C",
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, from_on)
);
CREATE INDEX custody_by_custodian ON read_model.custody (tenant_id, custodian_id, from_on, organisation_id);
SELECT read_model.give_past('read_model.custody', 'SUPERSEDED');

CREATE TABLE read_model.discipline (
    tenant_id  text COLLATE "C" NOT NULL,
    member_id  uuid    NOT NULL,
    from_on    date    NOT NULL,
    to_on      date, -- without the day itself; null: until it is lifted
    measure    text COLLATE "C" NOT NULL,
    org_path   text COLLATE "C" NOT NULL, -- of the member's home branch
    position   bigint  NOT NULL,
    known_from bigint  NOT NULL,
    set_mask   integer NOT NULL,
    PRIMARY KEY (tenant_id, member_id, from_on)
);
SELECT read_model.give_past('read_model.discipline', 'SUPERSEDED');

CREATE TABLE read_model.residence (
    tenant_id  text COLLATE "C" NOT NULL,
    member_id  uuid    NOT NULL,
    from_on    date    NOT NULL,
    to_on      date, -- without the day itself
    grid_id    uuid    NOT NULL,
    org_path   text COLLATE "C" NOT NULL, -- of the member's home branch
    position   bigint  NOT NULL,
    known_from bigint  NOT NULL,
    set_mask   integer NOT NULL,
    PRIMARY KEY (tenant_id, member_id, from_on)
);
CREATE INDEX residence_in_grid ON read_model.residence (tenant_id, grid_id, from_on, member_id);
SELECT read_model.give_past('read_model.residence', 'SUPERSEDED');

DO $$
DECLARE
    self constant text := 'member_id = event_store.seen(''PERSON.SELF'')::uuid';
    name text;
BEGIN
    PERFORM event_store.guard('read_model.head_count');
    REVOKE ALL ON read_model.head_count FROM PUBLIC;
    GRANT SELECT ON read_model.head_count TO gridledger_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON read_model.head_count TO gridledger_projector;
    PERFORM event_store.guard('read_model.organisation_code');
    PERFORM event_store.guard('read_model.organisation_code_history');
    PERFORM event_store.guard('read_model.custody');
    PERFORM event_store.guard('read_model.custody_history');
    FOREACH name IN ARRAY ARRAY['group_leader', 'discipline', 'residence'] LOOP
        PERFORM event_store.guard(format('read_model.%I', name)::regclass, 'PERSON', self);
        -- As for members: which event set a field is found by all versions of the row, also those of before.
        PERFORM event_store.guard(format('read_model.%I', name || '_history')::regclass, 'PERSON', self
            || ' OR read_model.was_member_below(tenant_id, member_id, event_store.seen(''PERSON''))');
    END LOOP;
END $$;
