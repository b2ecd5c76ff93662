-- Procedures (作业指导), version by version with their steps, and the cases that organisations run by them.
-- Conventions as in 0003.
CREATE TABLE read_model.procedure_version (
    tenant_id     text COLLATE "C" NOT NULL,
    procedure_id  uuid    NOT NULL,
    version_id    uuid    NOT NULL,
    procedure     text COLLATE "C" NOT NULL,
    chapter       text COLLATE "C" NOT NULL,
    label         text COLLATE "C" NOT NULL, -- what the text calls the version
    title_zh      text    NOT NULL,
    title_en      text    NOT NULL,
    source_zh     text    NOT NULL,
    source_en     text    NOT NULL,
    released_by   uuid    NOT NULL,
    released_on   date    NOT NULL,
    is_superseded boolean NOT NULL, -- a later version of the chapter was released
    position      bigint  NOT NULL,
    known_from    bigint  NOT NULL,
    set_mask      integer NOT NULL,
    PRIMARY KEY (tenant_id, procedure_id, version_id)
);
CREATE INDEX procedure_version_id ON read_model.procedure_version (tenant_id, version_id);
CREATE INDEX procedure_version_day ON read_model.procedure_version (tenant_id, released_on, version_id);
CREATE INDEX procedure_version_of_procedure ON read_model.procedure_version
    (tenant_id, procedure, released_on, version_id);
CREATE INDEX procedure_version_of_chapter ON read_model.procedure_version
    (tenant_id, chapter, released_on, version_id);
CREATE INDEX procedure_version_superseded ON read_model.procedure_version
    (tenant_id, is_superseded, released_on, version_id);
SELECT read_model.give_past('read_model.procedure_version', 'SUPERSEDED');

CREATE TABLE read_model.procedure_step (
    tenant_id    text COLLATE "C" NOT NULL,
    version_id   uuid    NOT NULL,
    number       integer NOT NULL, -- from 1 on, in the order of the text
    step         text COLLATE "C" NOT NULL,
    title_zh     text    NOT NULL,
    title_en     text    NOT NULL,
    comes_after  text[]  NOT NULL, -- steps
    counted_from text COLLATE "C", -- the step that its deadline is counted from
    within_days  integer, -- the first day is not counted
    each_group   boolean NOT NULL,
    needs        text[]  NOT NULL, -- codes of evidence
    position     bigint  NOT NULL,
    known_from   bigint  NOT NULL,
    set_mask     integer NOT NULL,
    PRIMARY KEY (tenant_id, version_id, number)
);
SELECT read_model.give_past('read_model.procedure_step', 'SUPERSEDED');

CREATE TABLE read_model.procedure_case (
    tenant_id       text COLLATE "C" NOT NULL,
    case_id         uuid    NOT NULL,
    organisation_id uuid    NOT NULL,
    procedure_id    uuid    NOT NULL,
    version_id      uuid    NOT NULL, -- the version that it started with
    procedure       text COLLATE "C" NOT NULL,
    chapter         text COLLATE "C" NOT NULL,
    group_ids       uuid[]  NOT NULL,
    started_on      date    NOT NULL,
    closed_on       date,
    is_open         boolean NOT NULL,
    steps           integer NOT NULL,
    taken_steps     integer NOT NULL,
    broken_steps    integer NOT NULL,
    due_on          date, -- the next deadline of a step that was not taken
    org_path        text COLLATE "C" NOT NULL,
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, case_id)
);
CREATE INDEX procedure_case_day ON read_model.procedure_case (tenant_id, started_on, case_id);
CREATE INDEX procedure_case_place ON read_model.procedure_case (tenant_id, org_path, started_on, case_id);
CREATE INDEX procedure_case_of_organisation ON read_model.procedure_case
    (tenant_id, organisation_id, started_on, case_id);
CREATE INDEX procedure_case_of_version ON read_model.procedure_case (tenant_id, version_id, started_on, case_id);
CREATE INDEX procedure_case_of_procedure ON read_model.procedure_case (tenant_id, procedure, started_on, case_id);
CREATE INDEX procedure_case_open ON read_model.procedure_case (tenant_id, is_open, started_on, case_id);
CREATE INDEX procedure_case_broken ON read_model.procedure_case (tenant_id, broken_steps, started_on, case_id);
CREATE INDEX procedure_case_due ON read_model.procedure_case (tenant_id, due_on, started_on, case_id);
SELECT read_model.give_past('read_model.procedure_case', 'SUPERSEDED');

-- Every step of a case, and of each group where each takes it, from the start on: taken or not.
CREATE TABLE read_model.procedure_case_step (
    tenant_id       text COLLATE "C" NOT NULL,
    case_id         uuid    NOT NULL,
    case_step_id    uuid    NOT NULL,
    organisation_id uuid    NOT NULL,
    number          integer NOT NULL, -- from 1 on, in the order of the text and of the case's groups
    step            text COLLATE "C" NOT NULL,
    title_zh        text    NOT NULL,
    title_en        text    NOT NULL,
    group_id        uuid, -- organisation
    due_on          date, -- null: no deadline, or it is not running yet
    taken_on        date,
    is_taken        boolean NOT NULL,
    evidence        text[]  NOT NULL,
    lacking         text[]  NOT NULL,
    flaws           text[]  NOT NULL, -- OUT_OF_ORDER, LATE, LACKS_EVIDENCE, NOT_TAKEN
    is_broken       boolean NOT NULL, -- it has a flaw
    document_id     uuid,
    meeting_id      uuid,
    org_path        text COLLATE "C" NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, case_id, case_step_id)
);
CREATE INDEX procedure_case_step_id ON read_model.procedure_case_step (tenant_id, case_step_id);
CREATE INDEX procedure_case_step_number ON read_model.procedure_case_step (tenant_id, number, case_step_id);
CREATE INDEX procedure_case_step_of_case ON read_model.procedure_case_step
    (tenant_id, case_id, number, case_step_id);
CREATE INDEX procedure_case_step_place ON read_model.procedure_case_step
    (tenant_id, org_path, number, case_step_id);
CREATE INDEX procedure_case_step_of_step ON read_model.procedure_case_step
    (tenant_id, step, number, case_step_id);
CREATE INDEX procedure_case_step_due ON read_model.procedure_case_step (tenant_id, due_on, number, case_step_id);
CREATE INDEX procedure_case_step_taken ON read_model.procedure_case_step
    (tenant_id, is_taken, number, case_step_id);
CREATE INDEX procedure_case_step_broken ON read_model.procedure_case_step
    (tenant_id, is_broken, number, case_step_id);
SELECT read_model.give_past('read_model.procedure_case_step', 'SUPERSEDED');

DO $$
DECLARE
    name text;
    past text;
BEGIN
    FOREACH past IN ARRAY ARRAY['', '_history'] LOOP
        -- What is published is known to all.
        FOREACH name IN ARRAY ARRAY['procedure_version', 'procedure_step'] LOOP
            PERFORM event_store.guard(format('read_model.%s%s', name, past)::regclass);
        END LOOP;
        FOREACH name IN ARRAY ARRAY['procedure_case', 'procedure_case_step'] LOOP
            PERFORM event_store.guard(format('read_model.%s%s', name, past)::regclass, 'ORGANISATION_LIFE');
        END LOOP;
    END LOOP;
END $$;
