-- What is done in the grids: households, visits to them, issues; and the projects and tasks of organisations. Conventions as
-- in 0003; what is of a grid stands in both trees, at the organisation that looks after it and in its grid.
CREATE TABLE read_model.household (
    tenant_id       text COLLATE "C" NOT NULL,
    household_id    uuid    NOT NULL,
    number          integer NOT NULL, -- all that is known of it: no name, no address
    grid_id         uuid    NOT NULL, -- of the fifth level
    organisation_id uuid    NOT NULL,
    from_on         date    NOT NULL, -- since when it belongs there
    ended_on        date, -- the first day without it
    org_path        text COLLATE "C" NOT NULL,
    grid_path       text COLLATE "C" NOT NULL,
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    true_from       date    NOT NULL,
    PRIMARY KEY (tenant_id, household_id)
) WITH (fillfactor = 50); -- every visit moves the version on, and touches no index where the page has room
CREATE INDEX household_number ON read_model.household (tenant_id, number, household_id);
CREATE INDEX household_place ON read_model.household (tenant_id, org_path, number, household_id);
CREATE INDEX household_in_grid ON read_model.household (tenant_id, grid_path, number, household_id);
CREATE INDEX household_of_organisation ON read_model.household (tenant_id, organisation_id, number, household_id);
CREATE INDEX household_ended ON read_model.household (tenant_id, ended_on, household_id);
SELECT read_model.give_past('read_model.household', 'RECTANGLES');

-- A visit never changes: what was known at a position is what stands up to there.
CREATE TABLE read_model.visit (
    tenant_id       text COLLATE "C" NOT NULL,
    visit_id        uuid   NOT NULL, -- the event
    household_id    uuid   NOT NULL,
    grid_id         uuid   NOT NULL, -- where the household belonged that day
    organisation_id uuid   NOT NULL,
    member_id       uuid, -- who went, if that was said
    visited_on      date   NOT NULL,
    org_path        text COLLATE "C" NOT NULL,
    grid_path       text COLLATE "C" NOT NULL,
    position        bigint NOT NULL,
    PRIMARY KEY (tenant_id, visit_id)
);
CREATE INDEX visit_day ON read_model.visit (tenant_id, visited_on, visit_id);
CREATE INDEX visit_place ON read_model.visit (tenant_id, org_path, visited_on, visit_id);
CREATE INDEX visit_in_grid ON read_model.visit (tenant_id, grid_path, visited_on, visit_id);
CREATE INDEX visit_of_household ON read_model.visit (tenant_id, household_id, visited_on, visit_id);
REVOKE ALL ON read_model.visit FROM PUBLIC;
GRANT SELECT ON read_model.visit TO gridledger_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON read_model.visit TO gridledger_projector;

CREATE TABLE read_model.issue (
    tenant_id       text COLLATE "C" NOT NULL,
    issue_id        uuid    NOT NULL,
    grid_id         uuid    NOT NULL,
    organisation_id uuid    NOT NULL, -- that is to see to it
    household_id    uuid, -- where it came up, if at one
    kind            text COLLATE "C" NOT NULL,
    status          text COLLATE "C" NOT NULL, -- RAISED, ASSIGNED, CLOSED
    raised_on       date    NOT NULL,
    owner_id        uuid, -- member
    due_on          date,
    closed_on       date,
    checker_id      uuid, -- member, never the owner
    evidence        uuid, -- an event
    times_reopened  integer NOT NULL,
    org_path        text COLLATE "C" NOT NULL,
    grid_path       text COLLATE "C" NOT NULL,
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    true_from       date    NOT NULL,
    PRIMARY KEY (tenant_id, issue_id)
);
CREATE INDEX issue_day ON read_model.issue (tenant_id, raised_on, issue_id);
CREATE INDEX issue_place ON read_model.issue (tenant_id, org_path, raised_on, issue_id);
CREATE INDEX issue_in_grid ON read_model.issue (tenant_id, grid_path, raised_on, issue_id);
CREATE INDEX issue_of_household ON read_model.issue (tenant_id, household_id, raised_on, issue_id);
CREATE INDEX issue_of_status ON read_model.issue (tenant_id, status, due_on, issue_id);
CREATE INDEX issue_of_kind ON read_model.issue (tenant_id, kind, raised_on, issue_id);
CREATE INDEX issue_due ON read_model.issue (tenant_id, due_on, issue_id);
CREATE INDEX issue_closed ON read_model.issue (tenant_id, closed_on, issue_id);
CREATE INDEX issue_of_owner ON read_model.issue (tenant_id, owner_id, raised_on, issue_id);
SELECT read_model.give_past('read_model.issue', 'RECTANGLES');

-- Whether any version of a household stood in one of these subtrees. As for members: which event set a field is found by
-- all versions of the row, also those of before the household came there.
CREATE FUNCTION read_model.was_household_below(p_tenant text, p_household uuid, p_top text, p_grid text) RETURNS boolean
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = read_model, pg_temp
AS $$
BEGIN
    RETURN EXISTS (SELECT FROM household_history AS h
                    WHERE h.tenant_id = p_tenant AND h.household_id = p_household
                      AND (event_store.lies_below(h.org_path, p_top) OR starts_with(h.grid_path, p_grid)));
END $$;
REVOKE ALL ON FUNCTION read_model.was_household_below FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_model.was_household_below TO gridledger_app;

DO $$
DECLARE
    name text;
    in_grid constant text := 'starts_with(grid_path, event_store.seen(''GRID_WORK.GRID''))';
    -- Who is to see to an issue, or checked it, sees it. All of its versions, for the same reason as above.
    to_act constant text := 'event_store.seen(''GRID_WORK.SELF'')::uuid IN (owner_id, checker_id)';
BEGIN
    FOREACH name IN ARRAY ARRAY['household', 'visit'] LOOP
        PERFORM event_store.guard(format('read_model.%I', name)::regclass, 'GRID_WORK', in_grid);
    END LOOP;
    PERFORM event_store.guard('read_model.issue', 'GRID_WORK', in_grid || ' OR ' || to_act);
    PERFORM event_store.guard('read_model.issue_history', 'GRID_WORK', in_grid || ' OR ' || to_act || $sql$
        OR EXISTS (SELECT FROM read_model.issue AS i
                    WHERE i.tenant_id = issue_history.tenant_id AND i.issue_id = issue_history.issue_id
                      AND event_store.seen('GRID_WORK.SELF')::uuid IN (i.owner_id, i.checker_id))$sql$);
    PERFORM event_store.guard('read_model.household_history', 'GRID_WORK', in_grid
                              || ' OR read_model.was_household_below(tenant_id, household_id, event_store.seen(''GRID_WORK''),'
                              || ' event_store.seen(''GRID_WORK.GRID''))');
END $$;

-- Projects of organisations, and tasks that are published with an owner.
CREATE TABLE read_model.project (
    tenant_id       text COLLATE "C" NOT NULL,
    project_id      uuid    NOT NULL,
    organisation_id uuid    NOT NULL,
    code            text COLLATE "C" NOT NULL,
    status          text COLLATE "C" NOT NULL, -- PROPOSED, APPROVED, FILED
    proposed_on     date    NOT NULL,
    approved_by     uuid, -- an organisation above
    approved_on     date,
    filed_with      uuid, -- an organisation above
    filed_on        date,
    org_path        text COLLATE "C" NOT NULL,
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    true_from       date    NOT NULL,
    PRIMARY KEY (tenant_id, project_id)
);
CREATE INDEX project_day ON read_model.project (tenant_id, proposed_on, project_id);
CREATE INDEX project_place ON read_model.project (tenant_id, org_path, proposed_on, project_id);
CREATE INDEX project_of_organisation ON read_model.project (tenant_id, organisation_id, proposed_on, project_id);
CREATE INDEX project_of_status ON read_model.project (tenant_id, status, proposed_on, project_id);
SELECT read_model.give_past('read_model.project', 'RECTANGLES');

CREATE TABLE read_model.task (
    tenant_id       text COLLATE "C" NOT NULL,
    task_id         uuid    NOT NULL,
    organisation_id uuid    NOT NULL,
    project_id      uuid,
    code            text COLLATE "C" NOT NULL,
    owner_id        uuid    NOT NULL, -- member
    published_on    date    NOT NULL,
    due_on          date    NOT NULL,
    closed_on       date,
    is_open         boolean NOT NULL,
    checker_id      uuid, -- member, never the owner
    evidence        uuid, -- an event
    org_path        text COLLATE "C" NOT NULL,
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    true_from       date    NOT NULL,
    PRIMARY KEY (tenant_id, task_id)
);
CREATE INDEX task_due ON read_model.task (tenant_id, due_on, task_id);
CREATE INDEX task_place ON read_model.task (tenant_id, org_path, due_on, task_id);
CREATE INDEX task_of_organisation ON read_model.task (tenant_id, organisation_id, due_on, task_id);
CREATE INDEX task_of_project ON read_model.task (tenant_id, project_id, due_on, task_id);
CREATE INDEX task_of_owner ON read_model.task (tenant_id, owner_id, due_on, task_id);
CREATE INDEX task_open ON read_model.task (tenant_id, is_open, due_on, task_id);
CREATE INDEX task_of_code ON read_model.task (tenant_id, code, due_on, task_id);
CREATE INDEX task_closed ON read_model.task (tenant_id, closed_on, task_id);
SELECT read_model.give_past('read_model.task', 'RECTANGLES');

DO $$
DECLARE
    -- Who is to do it, or checked it, sees it wherever it belongs; and all of its versions.
    to_act constant text := 'event_store.seen(''ORGANISATION_LIFE.SELF'')::uuid IN (owner_id, checker_id)';
BEGIN
    PERFORM event_store.guard('read_model.project', 'ORGANISATION_LIFE');
    PERFORM event_store.guard('read_model.project_history', 'ORGANISATION_LIFE');
    PERFORM event_store.guard('read_model.task', 'ORGANISATION_LIFE', to_act);
    PERFORM event_store.guard('read_model.task_history', 'ORGANISATION_LIFE', to_act || $sql$
        OR EXISTS (SELECT FROM read_model.task AS t
                    WHERE t.tenant_id = task_history.tenant_id AND t.task_id = task_history.task_id
                      AND event_store.seen('ORGANISATION_LIFE.SELF')::uuid IN (t.owner_id, t.checker_id))$sql$);
END $$;
