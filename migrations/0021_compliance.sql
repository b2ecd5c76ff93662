-- How organisations stand by the policies that bind them. Conventions as in 0003.

-- One row for each rule, organisation and period. Remarks and shortfalls are JSON of domain.policies.verdicts; nothing
-- looks into them here.
CREATE TABLE read_model.compliance (
    tenant_id         text COLLATE "C" NOT NULL,
    organisation_id   uuid    NOT NULL,
    slot_id           uuid    NOT NULL,
    series            text COLLATE "C" NOT NULL,
    node_id           uuid    NOT NULL, -- that adopted the rule
    adoption_id       uuid    NOT NULL,
    version_id        uuid    NOT NULL,
    policy_kind       text COLLATE "C" NOT NULL,
    matter            text COLLATE "C" NOT NULL, -- what it is about: rules of one matter stand side by side
    modality          text COLLATE "C" NOT NULL,
    issuer_level      text COLLATE "C" NOT NULL,
    organisation_kind text COLLATE "C" NOT NULL,
    period            text COLLATE "C" NOT NULL, -- its label; empty of a rule about how an organisation is made up
    unit              text COLLATE "C",
    from_on           date    NOT NULL,
    to_on             date, -- the last day itself
    outset            date    NOT NULL, -- whose version, place and kind of organisation decide
    org_path          text COLLATE "C" NOT NULL,
    grid_id           uuid,
    grid_path         text COLLATE "C",
    status            text COLLATE "C" NOT NULL,
    required          integer,
    held              integer,
    verified          integer,
    remarks           text    NOT NULL,
    shortfalls        text    NOT NULL,
    event_ids         uuid[]  NOT NULL, -- on which the verdict rests
    recheck           date, -- the first day whose close may change it without a new fact
    position          bigint  NOT NULL,
    known_from        bigint  NOT NULL,
    set_mask          integer NOT NULL,
    true_from         date    NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, slot_id)
);
CREATE INDEX compliance_of_period ON read_model.compliance (tenant_id, from_on, slot_id);
CREATE INDEX compliance_place ON read_model.compliance (tenant_id, org_path, from_on, slot_id);
CREATE INDEX compliance_of_series ON read_model.compliance (tenant_id, series, from_on, slot_id);
CREATE INDEX compliance_by_status ON read_model.compliance (tenant_id, status, from_on, slot_id);
CREATE INDEX compliance_of_organisation ON read_model.compliance (tenant_id, organisation_id, from_on, slot_id);
CREATE INDEX compliance_by_version ON read_model.compliance (tenant_id, version_id, from_on, slot_id);
CREATE INDEX compliance_in_grid ON read_model.compliance (tenant_id, grid_path, from_on, slot_id);
CREATE INDEX compliance_of_matter ON read_model.compliance (tenant_id, organisation_id, matter, from_on, slot_id);
CREATE INDEX compliance_id ON read_model.compliance (tenant_id, slot_id);
CREATE INDEX compliance_until ON read_model.compliance (tenant_id, to_on, slot_id);
-- By it figures of a place and some periods are added up, without a look at the rows.
CREATE INDEX compliance_figures ON read_model.compliance
    (tenant_id, from_on, org_path, to_on, unit, period, series, policy_kind, version_id, node_id, organisation_kind, status,
     position);
SELECT read_model.give_past('read_model.compliance', 'RECTANGLES');
CREATE INDEX compliance_recheck ON read_model.compliance (tenant_id, recheck) WHERE recheck IS NOT NULL;
-- Of rules without periods, which are few.
CREATE INDEX compliance_standing ON read_model.compliance (tenant_id, org_path) WHERE unit IS NULL;
CREATE INDEX compliance_standing_history ON read_model.compliance_history (tenant_id, org_path) WHERE unit IS NULL;

-- The first days of all periods that have a day in these months, both given by their first: each month, and the quarter,
-- half-year and year that hold the first of them. Others that begin in between begin with a month.
CREATE FUNCTION read_model.first_days_touching(p_first date, p_last date) RETURNS date[]
LANGUAGE sql IMMUTABLE
RETURN ARRAY(
    SELECT generate_series(date_trunc('month', p_first::timestamp), p_last::timestamp, interval '1 month')::date
     UNION
    SELECT date_trunc(unit, p_first::timestamp)::date FROM unnest(ARRAY['quarter', 'year']) AS unit
     UNION
    SELECT (date_trunc('year', p_first::timestamp)
            + CASE WHEN extract(month FROM p_first) > 6 THEN interval '6 months' ELSE interval '0' END)::date);
REVOKE ALL ON FUNCTION read_model.first_days_touching FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_model.first_days_touching TO gridledger_app;

-- What subscribers wait for, as in 0012: a number for each node and some months on end that is another once something
-- about a slot there has changed. A row of a place that a node only passed through may make it another, too.
CREATE FUNCTION read_model.compliance_marks(p_tenant text, p_nodes uuid[], p_firsts date[], p_lasts date[])
RETURNS TABLE (id uuid, first_month date, last_month date, mark bigint)
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = read_model, pg_temp
AS $$
    WITH wanted AS (
        SELECT DISTINCT w.node_id, w.first_month, w.last_month
          FROM unnest(p_nodes, p_firsts, p_lasts) AS w (node_id, first_month, last_month)
         WHERE p_tenant = event_store.entered_county()
    )
    SELECT w.node_id, w.first_month, w.last_month,
           coalesce(greatest(
               (SELECT max(c.position) FROM compliance AS c
                 WHERE c.tenant_id = p_tenant AND c.from_on = ANY (first_days_touching(w.first_month, w.last_month))
                   AND c.org_path >= o.paths_from AND c.org_path < o.paths_to),
               (SELECT max(c.position) FROM compliance AS c
                 WHERE c.tenant_id = p_tenant AND c.unit IS NULL
                   AND c.org_path >= o.paths_from AND c.org_path < o.paths_to)), 0)
      FROM wanted AS w
      JOIN organisation AS o ON o.tenant_id = p_tenant AND o.organisation_id = w.node_id
    UNION ALL
    SELECT w.node_id, w.first_month, w.last_month,
           coalesce((SELECT max(c.position) FROM compliance AS c
             WHERE c.tenant_id = p_tenant
               AND (c.unit IS NULL OR c.from_on = ANY (first_days_touching(w.first_month, w.last_month)))
               AND c.grid_path >= g.grid_path AND c.grid_path < left(g.grid_path, -1) || '0'), 0)
      FROM wanted AS w
      JOIN grid AS g ON g.tenant_id = p_tenant AND g.grid_id = w.node_id
$$;
REVOKE ALL ON FUNCTION read_model.compliance_marks FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_model.compliance_marks TO gridledger_app;

-- What was announced last of each slot, by the events that did; those before it are in the past of the table.
CREATE TABLE read_model.announcement (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid    NOT NULL,
    slot_id         uuid    NOT NULL,
    org_path        text COLLATE "C" NOT NULL,
    outset          date    NOT NULL,
    announced_on    date    NOT NULL,
    status          text COLLATE "C" NOT NULL,
    version_id      uuid    NOT NULL,
    required        integer,
    held            integer,
    verified        integer,
    shortfalls      text[]  NOT NULL,
    event_id        uuid    NOT NULL,
    supersedes      uuid, -- the event that announced what was said before
    facts_position  bigint  NOT NULL,
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, slot_id)
);
CREATE INDEX announcement_place ON read_model.announcement (tenant_id, org_path);
SELECT read_model.give_past('read_model.announcement', 'SUPERSEDED');

-- Slots that stand otherwise than was announced. Of a period that is not over nothing is.
CREATE TABLE read_model.unannounced (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid NOT NULL,
    slot_id         uuid NOT NULL,
    to_on           date NOT NULL, -- the last day of the period
    PRIMARY KEY (tenant_id, organisation_id, slot_id)
);

-- What closed periods came to, as it was told last: a rule at the node that adopted it, organisations of one kind.
CREATE TABLE read_model.period_assessment (
    tenant_id         text COLLATE "C" NOT NULL,
    node_id           uuid    NOT NULL,
    assessment_id     uuid    NOT NULL,
    org_path          text COLLATE "C" NOT NULL, -- of the node
    series            text COLLATE "C" NOT NULL,
    organisation_kind text COLLATE "C" NOT NULL,
    period            text COLLATE "C" NOT NULL,
    unit              text COLLATE "C" NOT NULL,
    from_on           date    NOT NULL,
    to_on             date    NOT NULL, -- the last day itself
    assessed_on       date    NOT NULL,
    slots             integer NOT NULL,
    not_required      integer NOT NULL,
    not_yet_due       integer NOT NULL,
    pending           integer NOT NULL,
    at_risk           integer NOT NULL,
    passed            integer NOT NULL,
    off_window        integer NOT NULL,
    missed            integer NOT NULL,
    excused           integer NOT NULL,
    unknown           integer NOT NULL,
    asked             integer NOT NULL, -- without those excused
    digest            text COLLATE "C" NOT NULL, -- SHA-256 of the slots
    event_id          uuid    NOT NULL,
    supersedes        uuid, -- the event that told what was said before
    facts_position    bigint  NOT NULL,
    version           integer NOT NULL,
    position          bigint  NOT NULL,
    known_from        bigint  NOT NULL,
    set_mask          integer NOT NULL,
    PRIMARY KEY (tenant_id, node_id, assessment_id)
);
CREATE INDEX period_assessment_id ON read_model.period_assessment (tenant_id, assessment_id);
CREATE INDEX period_assessment_of_period ON read_model.period_assessment (tenant_id, from_on, assessment_id);
CREATE INDEX period_assessment_until ON read_model.period_assessment (tenant_id, to_on, assessment_id);
CREATE INDEX period_assessment_of_series ON read_model.period_assessment (tenant_id, series, from_on, assessment_id);
CREATE INDEX period_assessment_of_node ON read_model.period_assessment (tenant_id, node_id, from_on, assessment_id);
CREATE INDEX period_assessment_of_kind ON read_model.period_assessment
    (tenant_id, organisation_kind, from_on, assessment_id);
CREATE INDEX period_assessment_place ON read_model.period_assessment (tenant_id, org_path, from_on, assessment_id);
SELECT read_model.give_past('read_model.period_assessment', 'SUPERSEDED');

-- Periods of which some slot stands otherwise since an event, or that were never assessed.
CREATE TABLE read_model.unassessed (
    tenant_id         text COLLATE "C" NOT NULL,
    node_id           uuid   NOT NULL,
    assessment_id     uuid   NOT NULL,
    series            text COLLATE "C" NOT NULL,
    organisation_kind text COLLATE "C" NOT NULL,
    period            text COLLATE "C" NOT NULL,
    from_on           date   NOT NULL,
    to_on             date   NOT NULL,
    since             bigint NOT NULL, -- position of that event
    PRIMARY KEY (tenant_id, node_id, assessment_id)
);

CREATE TABLE read_model.group_term (
    tenant_id text COLLATE "C" NOT NULL,
    branch_id uuid NOT NULL,
    group_id  uuid NOT NULL,
    from_on   date NOT NULL,
    to_on     date, -- without the day itself
    PRIMARY KEY (tenant_id, branch_id, group_id)
);

CREATE TABLE read_model.size_term (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid    NOT NULL,
    from_on         date    NOT NULL, -- until the next
    members         integer NOT NULL,
    full_members    integer NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, from_on)
);

CREATE TABLE read_model.committee_term (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid NOT NULL,
    from_on         date NOT NULL, -- until the next
    members         integer, -- null: it was not said
    PRIMARY KEY (tenant_id, organisation_id, from_on)
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['group_term', 'size_term', 'committee_term', 'unannounced', 'unassessed'] LOOP
        PERFORM event_store.guard(format('read_model.%I', name)::regclass);
        EXECUTE format('REVOKE ALL ON read_model.%I FROM PUBLIC', name);
        EXECUTE format('GRANT SELECT ON read_model.%I TO gridledger_app', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON read_model.%I TO gridledger_projector', name);
    END LOOP;
    PERFORM event_store.guard('read_model.compliance', 'ORGANISATION_LIFE');
    PERFORM event_store.guard('read_model.compliance_history', 'ORGANISATION_LIFE');
    PERFORM event_store.guard('read_model.period_assessment', 'ORGANISATION_LIFE');
    PERFORM event_store.guard('read_model.period_assessment_history', 'ORGANISATION_LIFE');
    PERFORM event_store.guard('read_model.announcement', 'ORGANISATION_LIFE');
    PERFORM event_store.guard('read_model.announcement_history', 'ORGANISATION_LIFE');
END $$;
