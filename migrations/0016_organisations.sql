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

-- Where organisations stood in the tree. One that goes under another parent takes all below it along, and no term is ever
-- replaced: these are all the paths that an organisation ever had.
CREATE TABLE read_model.organisation_place (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid     NOT NULL,
    from_on         date     NOT NULL,
    to_on           date, -- without the day itself
    parent_id       uuid,
    org_path        text COLLATE "C" NOT NULL,
    depth           smallint NOT NULL,
    position        bigint   NOT NULL,
    known_from      bigint   NOT NULL,
    set_mask        integer  NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, from_on)
);
SELECT read_model.give_past('read_model.organisation_place', 'SUPERSEDED');

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
    discipline_id uuid NOT NULL, -- the stream
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
    residence_id uuid  NOT NULL, -- the stream
    org_path   text COLLATE "C" NOT NULL, -- of the member's home branch
    position   bigint  NOT NULL,
    known_from bigint  NOT NULL,
    set_mask   integer NOT NULL,
    PRIMARY KEY (tenant_id, member_id, from_on)
);
CREATE INDEX residence_in_grid ON read_model.residence (tenant_id, grid_id, from_on, member_id);
SELECT read_model.give_past('read_model.residence', 'SUPERSEDED');

-- Entities of the new sectors, and which branch covers each of them on which days.
CREATE TABLE read_model.entity (
    tenant_id       text COLLATE "C" NOT NULL,
    entity_id       uuid    NOT NULL,
    organisation_id uuid    NOT NULL, -- who looks after it
    kind            text COLLATE "C" NOT NULL,
    name            text    NOT NULL,
    division_code   text COLLATE "C",
    surveyed_on     date    NOT NULL,
    employees       integer NOT NULL,
    members         integer NOT NULL, -- of the party, among them
    excluded_ground text COLLATE "C", -- why it does not count
    covered_by      uuid,
    covered_from    date,
    org_path        text COLLATE "C" NOT NULL, -- of who looks after it
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    true_from       date    NOT NULL,
    PRIMARY KEY (tenant_id, entity_id)
);
CREATE INDEX entity_surveyed ON read_model.entity (tenant_id, surveyed_on, entity_id);
CREATE INDEX entity_place ON read_model.entity (tenant_id, org_path, surveyed_on, entity_id);
CREATE INDEX entity_of_organisation ON read_model.entity (tenant_id, organisation_id, surveyed_on, entity_id);
CREATE INDEX entity_of_branch ON read_model.entity (tenant_id, covered_by, surveyed_on, entity_id);
CREATE INDEX entity_of_kind ON read_model.entity (tenant_id, kind, surveyed_on, entity_id);
CREATE INDEX entity_excluded ON read_model.entity (tenant_id, excluded_ground, surveyed_on, entity_id);
SELECT read_model.give_past('read_model.entity', 'RECTANGLES');

CREATE TABLE read_model.site (
    tenant_id       text COLLATE "C" NOT NULL,
    site_id         uuid    NOT NULL,
    organisation_id uuid    NOT NULL, -- who runs it
    name            text    NOT NULL,
    starts_on       date    NOT NULL,
    ends_on         date    NOT NULL, -- the last day
    people          integer NOT NULL,
    members         integer NOT NULL, -- of the party, among them
    branch_id       uuid, -- the temporary branch there
    closed_on       date, -- the first day without it
    org_path        text COLLATE "C" NOT NULL, -- of who runs it
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, site_id)
);
CREATE INDEX site_starting ON read_model.site (tenant_id, starts_on, site_id);
CREATE INDEX site_place ON read_model.site (tenant_id, org_path, starts_on, site_id);
CREATE INDEX site_of_organisation ON read_model.site (tenant_id, organisation_id, starts_on, site_id);
CREATE INDEX site_of_branch ON read_model.site (tenant_id, branch_id, starts_on, site_id);
CREATE INDEX site_closed ON read_model.site (tenant_id, closed_on, site_id);
SELECT read_model.give_past('read_model.site', 'SUPERSEDED');

DO $$
DECLARE
    self constant text := 'member_id = event_store.seen(''PERSON.SELF'')::uuid';
    name text;
BEGIN
    PERFORM event_store.guard('read_model.head_count');
    REVOKE ALL ON read_model.head_count FROM PUBLIC;
    GRANT SELECT ON read_model.head_count TO gridledger_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON read_model.head_count TO gridledger_projector;
    PERFORM event_store.guard('read_model.organisation_place');
    PERFORM event_store.guard('read_model.organisation_place_history');
    PERFORM event_store.guard('read_model.organisation_code');
    PERFORM event_store.guard('read_model.organisation_code_history');
    PERFORM event_store.guard('read_model.entity');
    PERFORM event_store.guard('read_model.entity_history');
    PERFORM event_store.guard('read_model.site');
    PERFORM event_store.guard('read_model.site_history');
    PERFORM event_store.guard('read_model.custody');
    PERFORM event_store.guard('read_model.custody_history');
    FOREACH name IN ARRAY ARRAY['group_leader', 'discipline', 'residence'] LOOP
        PERFORM event_store.guard(format('read_model.%I', name)::regclass, 'PERSON', self);
        -- As for members: which event set a field is found by all versions of the row, also those of before.
        PERFORM event_store.guard(format('read_model.%I', name || '_history')::regclass, 'PERSON', self
            || ' OR read_model.was_member_below(tenant_id, member_id, event_store.seen(''PERSON''))');
    END LOOP;
END $$;
