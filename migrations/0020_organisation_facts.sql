-- What policies judge of organisations and of the county besides meetings: annual plans, publications, themes of a month,
-- exceptions from the fixed days, calendars. Conventions as in 0003.
CREATE TABLE read_model.annual_plan (
    tenant_id        text COLLATE "C" NOT NULL,
    organisation_id  uuid    NOT NULL,
    year             integer NOT NULL,
    annual_plan_id   uuid    NOT NULL,
    org_path         text COLLATE "C" NOT NULL,
    adopted_on       date    NOT NULL,
    adopted_at       text COLLATE "C" NOT NULL, -- kind of meeting
    meeting_id       uuid,
    event_id         uuid    NOT NULL,
    items            integer NOT NULL,
    incomplete_items integer NOT NULL, -- without a day, a document or a person
    version          integer NOT NULL,
    position         bigint  NOT NULL,
    known_from       bigint  NOT NULL,
    set_mask         integer NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, year)
);
CREATE INDEX annual_plan_id ON read_model.annual_plan (tenant_id, annual_plan_id);
CREATE INDEX annual_plan_year ON read_model.annual_plan (tenant_id, year, annual_plan_id);
CREATE INDEX annual_plan_place ON read_model.annual_plan (tenant_id, org_path, year, annual_plan_id);
CREATE INDEX annual_plan_day ON read_model.annual_plan (tenant_id, adopted_on, annual_plan_id);
CREATE INDEX annual_plan_incomplete ON read_model.annual_plan (tenant_id, incomplete_items, year, annual_plan_id);
SELECT read_model.give_past('read_model.annual_plan', 'SUPERSEDED');

CREATE TABLE read_model.plan_filing (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid    NOT NULL,
    year            integer NOT NULL,
    recipient_id    uuid    NOT NULL,
    annual_plan_id  uuid    NOT NULL,
    org_path        text COLLATE "C" NOT NULL, -- of the organisation whose plan it is
    recipient_kind  text COLLATE "C" NOT NULL,
    filed_on        date    NOT NULL,
    event_id        uuid    NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, year, recipient_id)
);
CREATE INDEX plan_filing_of_plan ON read_model.plan_filing (tenant_id, annual_plan_id, filed_on, recipient_id);
CREATE INDEX plan_filing_place ON read_model.plan_filing (tenant_id, org_path, filed_on, recipient_id);
SELECT read_model.give_past('read_model.plan_filing', 'SUPERSEDED');

CREATE TABLE read_model.plan_item (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid    NOT NULL,
    item_id         uuid    NOT NULL, -- the event that brought it in
    annual_plan_id  uuid    NOT NULL,
    year            integer NOT NULL,
    org_path        text COLLATE "C" NOT NULL,
    planned_on      date,
    document_id     uuid,
    assignee_id     uuid, -- member
    lacking         text[]  NOT NULL, -- DATE, DOCUMENT, ASSIGNEE
    is_complete     boolean NOT NULL, -- nothing is lacking
    event_id        uuid    NOT NULL, -- that set it last
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, item_id)
);
CREATE INDEX plan_item_id ON read_model.plan_item (tenant_id, item_id);
CREATE INDEX plan_item_year ON read_model.plan_item (tenant_id, year, item_id);
CREATE INDEX plan_item_of_plan ON read_model.plan_item (tenant_id, annual_plan_id, year, item_id);
CREATE INDEX plan_item_place ON read_model.plan_item (tenant_id, org_path, year, item_id);
CREATE INDEX plan_item_day ON read_model.plan_item (tenant_id, planned_on, year, item_id);
CREATE INDEX plan_item_complete ON read_model.plan_item (tenant_id, is_complete, year, item_id);
CREATE INDEX plan_item_of_assignee ON read_model.plan_item (tenant_id, assignee_id, year, item_id);
SELECT read_model.give_past('read_model.plan_item', 'SUPERSEDED');

CREATE TABLE read_model.publication (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid    NOT NULL,
    publication_id  uuid    NOT NULL,
    org_path        text COLLATE "C" NOT NULL,
    matter          text COLLATE "C" NOT NULL,
    unit            text COLLATE "C" NOT NULL, -- month, quarter, half-year, year
    period_first    date    NOT NULL, -- first day of the period that it is about
    period          text COLLATE "C" NOT NULL, -- 2026-03, 2026-Q1, 2026-H1, 2026
    published_on    date    NOT NULL,
    event_id        uuid    NOT NULL,
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, publication_id)
);
CREATE INDEX publication_id ON read_model.publication (tenant_id, publication_id);
CREATE INDEX publication_day ON read_model.publication (tenant_id, published_on, publication_id);
CREATE INDEX publication_place ON read_model.publication (tenant_id, org_path, published_on, publication_id);
CREATE INDEX publication_of_organisation ON read_model.publication
    (tenant_id, organisation_id, published_on, publication_id);
CREATE INDEX publication_of_matter ON read_model.publication (tenant_id, matter, published_on, publication_id);
CREATE INDEX publication_of_period ON read_model.publication (tenant_id, period, published_on, publication_id);
SELECT read_model.give_past('read_model.publication', 'SUPERSEDED');

-- Themes that an organisation gave out for a month, for itself and all below it.
CREATE TABLE read_model.month_theme (
    tenant_id      text COLLATE "C" NOT NULL,
    node_id        uuid    NOT NULL,
    month          date    NOT NULL, -- its first day
    month_theme_id uuid    NOT NULL,
    org_path       text COLLATE "C" NOT NULL,
    codes          text[]  NOT NULL,
    version        integer NOT NULL,
    position       bigint  NOT NULL,
    known_from     bigint  NOT NULL,
    set_mask       integer NOT NULL,
    PRIMARY KEY (tenant_id, node_id, month)
);
CREATE INDEX month_theme_id ON read_model.month_theme (tenant_id, month_theme_id);
CREATE INDEX month_theme_month ON read_model.month_theme (tenant_id, month, month_theme_id);
CREATE INDEX month_theme_place ON read_model.month_theme (tenant_id, org_path, month, month_theme_id);
SELECT read_model.give_past('read_model.month_theme', 'SUPERSEDED');

-- From when to when an organisation may meet on days off instead of the fixed days.
CREATE TABLE read_model.schedule_exception (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid    NOT NULL,
    exception_id    uuid    NOT NULL,
    org_path        text COLLATE "C" NOT NULL,
    from_on         date    NOT NULL,
    to_on           date, -- without the day itself
    approved_by     uuid    NOT NULL,
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, exception_id)
);
CREATE INDEX schedule_exception_id ON read_model.schedule_exception (tenant_id, exception_id);
CREATE INDEX schedule_exception_day ON read_model.schedule_exception (tenant_id, from_on, exception_id);
CREATE INDEX schedule_exception_place ON read_model.schedule_exception (tenant_id, org_path, from_on, exception_id);
CREATE INDEX schedule_exception_of_organisation ON read_model.schedule_exception
    (tenant_id, organisation_id, from_on, exception_id);
CREATE INDEX schedule_exception_until ON read_model.schedule_exception (tenant_id, to_on, exception_id);
SELECT read_model.give_past('read_model.schedule_exception', 'SUPERSEDED');

CREATE TABLE read_model.departure (
    tenant_id       text COLLATE "C" NOT NULL,
    organisation_id uuid    NOT NULL,
    departure_id    uuid    NOT NULL,
    slot_id         uuid    NOT NULL, -- of read_model.compliance: the rule, the organisation and the period
    series          text COLLATE "C" NOT NULL,
    node_id         uuid    NOT NULL, -- that adopted the rule
    period          text COLLATE "C" NOT NULL,
    from_on         date    NOT NULL, -- the first day of the period
    outset          date    NOT NULL,
    org_path        text COLLATE "C" NOT NULL,
    given_on        date    NOT NULL, -- the day from which it excuses
    reason          text COLLATE "C" NOT NULL, -- a code
    document_id     uuid,
    approved_by     uuid,
    withdrawn       boolean NOT NULL,
    event_id        uuid    NOT NULL, -- that recorded it
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, organisation_id, departure_id)
);
CREATE INDEX departure_id ON read_model.departure (tenant_id, departure_id);
CREATE INDEX departure_of_slot ON read_model.departure (tenant_id, slot_id);
CREATE INDEX departure_of_period ON read_model.departure (tenant_id, from_on, departure_id);
CREATE INDEX departure_place ON read_model.departure (tenant_id, org_path, from_on, departure_id);
CREATE INDEX departure_of_organisation ON read_model.departure (tenant_id, organisation_id, from_on, departure_id);
CREATE INDEX departure_of_series ON read_model.departure (tenant_id, series, from_on, departure_id);
CREATE INDEX departure_by_reason ON read_model.departure (tenant_id, reason, from_on, departure_id);
SELECT read_model.give_past('read_model.departure', 'SUPERSEDED');

CREATE TABLE read_model.calendar_year (
    tenant_id        text COLLATE "C" NOT NULL,
    year             integer NOT NULL,
    calendar_year_id uuid    NOT NULL,
    holidays         date[]  NOT NULL, -- of the law
    days_off         date[]  NOT NULL, -- that the arrangement adds
    workdays         date[]  NOT NULL, -- Saturdays and Sundays that are worked
    source           text COLLATE "C" NOT NULL,
    event_id         uuid    NOT NULL,
    version          integer NOT NULL,
    position         bigint  NOT NULL,
    known_from       bigint  NOT NULL,
    set_mask         integer NOT NULL,
    PRIMARY KEY (tenant_id, year)
);
CREATE INDEX calendar_year_id ON read_model.calendar_year (tenant_id, calendar_year_id);
SELECT read_model.give_past('read_model.calendar_year', 'SUPERSEDED');

DO $$
DECLARE
    name text;
    past text;
    self constant text := 'assignee_id = event_store.seen(''ORGANISATION_LIFE.SELF'')::uuid';
BEGIN
    FOREACH past IN ARRAY ARRAY['', '_history'] LOOP
        FOREACH name IN ARRAY ARRAY['annual_plan', 'plan_filing', 'publication', 'schedule_exception', 'departure'] LOOP
            PERFORM event_store.guard(format('read_model.%s%s', name, past)::regclass, 'ORGANISATION_LIFE');
        END LOOP;
        -- Whoever is to see to an item sees it.
        PERFORM event_store.guard(format('read_model.plan_item%s', past)::regclass, 'ORGANISATION_LIFE', self);
        -- What holds for all below is known to all.
        FOREACH name IN ARRAY ARRAY['month_theme', 'calendar_year'] LOOP
            PERFORM event_store.guard(format('read_model.%s%s', name, past)::regclass);
        END LOOP;
    END LOOP;
END $$;
