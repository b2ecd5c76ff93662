-- The event store: one log a county, gapless positions in commit order.
--
-- Rules kept here so that the same file runs on PostgreSQL 15 to 18 and on Citus, row-sharded by tenant_id: every key
-- starts with tenant_id, no identity columns, no triggers, no NOTIFY, no sequences. tests/event_store/test_catalogue.py
-- checks them in the catalogue.

-- Roles. The server and the projector log in as roles that own nothing; whoever runs the migrations owns everything.
-- A deployment with password authentication gives them a password by ALTER ROLE.
DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['gridledger_app', 'gridledger_projector'] LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I LOGIN', role_name);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL; -- roles belong to the cluster: another database of it made them
        END;
    END LOOP;
END $$;

CREATE SCHEMA event_store;

-- One row a county. append_events locks it first and holds it to commit: that is what orders the log.
CREATE TABLE event_store.tenant_head (
    tenant_id        text COLLATE "C" NOT NULL PRIMARY KEY CHECK (tenant_id <> ''),
    mode             text        NOT NULL CHECK (mode IN ('production', 'rehearsal')),
    last_position    bigint      NOT NULL DEFAULT 0,
    last_recorded_at timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 50);

-- One row an event: the columns of the envelope in the order of its canonical bytes (event_store/envelope.py).
CREATE TABLE event_store.event (
    tenant_id      text COLLATE "C" NOT NULL,
    position       bigint      NOT NULL CHECK (position > 0),
    event_id       uuid        NOT NULL,
    stream_type    text        NOT NULL,
    stream_id      uuid        NOT NULL,
    version        integer     NOT NULL CHECK (version > 0),
    type           text        NOT NULL,
    schema_version smallint    NOT NULL CHECK (schema_version > 0),
    occurred_at    text COLLATE "C" NOT NULL, -- YYYY, YYYY-MM, YYYY-MM-DD or an instant in UTC
    recorded_at    timestamptz NOT NULL,
    actor          text        NOT NULL,
    capacity       text        NOT NULL,
    capacity_place uuid,
    authority      text,
    command_id     uuid        NOT NULL,
    correlation_id uuid        NOT NULL,
    causation_id   uuid,
    reason         text,
    source_client  text        NOT NULL,
    source_batch   text,
    source_device  text,
    payload        bytea       NOT NULL,
    PRIMARY KEY (tenant_id, position),
    UNIQUE (tenant_id, stream_id, version),
    UNIQUE (tenant_id, event_id)
);

-- From a person or organisation to every event that concerns it.
CREATE TABLE event_store.event_subject (
    tenant_id  text COLLATE "C" NOT NULL,
    subject_id uuid   NOT NULL,
    position   bigint NOT NULL,
    PRIMARY KEY (tenant_id, subject_id, position)
);
-- Whom else an event concerns. Positions only grow, so it grows at its end: next to nothing for the append.
CREATE INDEX event_subject_position ON event_store.event_subject (tenant_id, position);

-- One row a command that was answered for good, refusals included: the same key gets the same answer.
CREATE TABLE event_store.command (
    tenant_id      text COLLATE "C" NOT NULL,
    command_id     uuid        NOT NULL,
    body_hash      bytea       NOT NULL,
    first_position bigint, -- null where nothing was appended
    last_position  bigint,
    recorded_at    timestamptz NOT NULL,
    answer         bytea       NOT NULL,
    PRIMARY KEY (tenant_id, command_id)
);

-- Appends the events of many commands of one county, in order, and returns one row a command:
--
--   appended         its events stand at first_position … last_position (null where it had none, as a refusal)
--   answered         the key is known with this body: the first answer and positions again
--   key_reused       the key is known with another body
--   stale            a stream that it read has moved on, or an earlier command of its run, not appended, was to write
--                    it; `stale` maps each such stream to its current version
--   duplicate_event  an event id of it is in the log already
--   clock_backwards  p_clock is earlier than the county's last recorded time
--   clock_forbidden  p_clock was given, and the county is no rehearsal
--
-- A command that is not appended leaves nothing behind and harms no neighbour. But one of the same run that reads a
-- stream which it meant to write is stale as well, even where the versions happen to agree: it may have been decided
-- on events that never came. Commands of other runs were decided without them. SQLSTATE GL001: no such county.
-- GL002: the call is malformed (a fault of the program, not of a user).
--
-- p_tenant                county
-- p_found                 null, or the mode to create the county's head row in, if it has none
-- p_run                   one element a command: number of its run. The commands of a run follow each other, and may
--                         have been decided each upon what the earlier ones were about to append
-- p_command_id …          one element a command; p_clock is the development clock, else null
-- p_stream                the streams that are read, each once
-- p_read_command …        one element a stream read: number of its command (from 1), number of the stream (from 1),
--                         version (0: no event yet)
-- p_event_command …       one element an event; its stream must be among those read by its command
-- p_subject_event …       one element a subject of an event: number of the event (from 1), subject
-- The arrays of reads and events are ordered by command.
CREATE FUNCTION event_store.append_events(
    p_tenant         text,
    p_found          text,
    p_run            integer[],
    p_command_id     uuid[],
    p_body_hash      bytea[],
    p_answer         bytea[],
    p_actor          text[],
    p_capacity       text[],
    p_capacity_place uuid[],
    p_authority      text[],
    p_correlation_id uuid[],
    p_causation_id   uuid[],
    p_source_client  text[],
    p_source_batch   text[],
    p_source_device  text[],
    p_clock          timestamptz[],
    p_stream         uuid[],
    p_read_command   integer[],
    p_read_stream    integer[],
    p_read_version   integer[],
    p_event_command  integer[],
    p_event_id       uuid[],
    p_stream_type    text[],
    p_event_stream   integer[],
    p_type           text[],
    p_schema_version integer[],
    p_occurred_at    text[],
    p_reason         text[],
    p_payload        bytea[],
    p_subject_event  integer[],
    p_subject_id     uuid[]
) RETURNS TABLE (
    command        integer,
    outcome        text,
    first_position bigint,
    last_position  bigint,
    recorded_at    timestamptz,
    answer         bytea, -- where it was answered before
    stale          jsonb
)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = event_store, pg_temp
-- Plans are kept for the session: one made on an empty table must not scan a full one, and none is made anew for the
-- sizes of each call, which would take as long as the append itself.
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
    n_commands    integer := cardinality(p_command_id);
    n_reads       integer := cardinality(p_read_stream);
    n_events      integer := cardinality(p_event_id);
    head          tenant_head;
    next_position bigint;
    called_at     timestamptz;
    last_time     timestamptz;
    -- one element a command
    outcomes      text[] := array_fill('appended'::text, ARRAY[n_commands]);
    firsts        bigint[] := array_fill(NULL::bigint, ARRAY[n_commands]);
    lasts         bigint[] := firsts;
    times         timestamptz[] := array_fill(NULL::timestamptz, ARRAY[n_commands]);
    answers       bytea[] := array_fill(NULL::bytea, ARRAY[n_commands]);
    stales        jsonb[] := array_fill(NULL::jsonb, ARRAY[n_commands]);
    -- one element an event
    positions     bigint[] := array_fill(NULL::bigint, ARRAY[n_events]); -- null: not appended
    versions      integer[] := array_fill(NULL::integer, ARRAY[n_events]);
    -- one element a stream
    current       integer[]; -- its version as this call goes on
    streams       bigint;    -- how many different ones
    read_by       integer[]; -- the last command that read it
    unsettled     integer[] := '{}'; -- a run of which a command that is not appended meant to write it
    -- Where a command id is known or comes twice; one element a different command id:
    repeats       boolean;
    key           integer[]; -- (one element a command) which of them
    known_hash    bytea[];   -- how it was answered; null: not yet
    known_first   bigint[];
    known_last    bigint[];
    known_time    timestamptz[];
    known_answer  bytea[];
    -- Where an event id is known or comes twice; one element a different event id:
    duplicates    boolean;
    event_key     integer[]; -- (one element an event) which of them
    in_log        boolean[];
    r_from integer; r integer := 1;
    e_from integer; e integer := 1;
    result text;
    stream integer;
    at timestamptz;
BEGIN
    -- What is read by subscript below has one length, and starts at 1. The others are columns that may not be null.
    IF (n_commands = ALL (ARRAY[cardinality(p_run), cardinality(p_body_hash), cardinality(p_answer),
                                cardinality(p_capacity_place), cardinality(p_authority), cardinality(p_causation_id),
                                cardinality(p_source_batch), cardinality(p_source_device), cardinality(p_clock)])
        AND n_reads = ALL (ARRAY[cardinality(p_read_command), cardinality(p_read_version)])
        AND n_events = ALL (ARRAY[cardinality(p_event_command), cardinality(p_event_stream), cardinality(p_reason),
                                  cardinality(p_payload)])
        AND cardinality(p_subject_event) = cardinality(p_subject_id)
        AND 1 = ALL (array_remove(ARRAY[array_lower(p_run, 1), array_lower(p_body_hash, 1), array_lower(p_answer, 1),
                                        array_lower(p_capacity_place, 1), array_lower(p_authority, 1),
                                        array_lower(p_causation_id, 1), array_lower(p_source_batch, 1),
                                        array_lower(p_source_device, 1), array_lower(p_clock, 1),
                                        array_lower(p_stream, 1), array_lower(p_read_command, 1),
                                        array_lower(p_read_stream, 1), array_lower(p_read_version, 1),
                                        array_lower(p_event_command, 1), array_lower(p_event_stream, 1),
                                        array_lower(p_reason, 1), array_lower(p_subject_event, 1)], NULL))
       ) IS NOT TRUE
    THEN
        RAISE EXCEPTION 'arrays of one kind differ in length, or do not start at 1' USING ERRCODE = 'GL002';
    END IF;

    IF p_found IS NOT NULL THEN
        INSERT INTO tenant_head (tenant_id, mode) VALUES (p_tenant, p_found) ON CONFLICT DO NOTHING;
    END IF;
    SELECT * INTO head FROM tenant_head WHERE tenant_id = p_tenant FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no county %', p_tenant USING ERRCODE = 'GL001';
    END IF;
    next_position := head.last_position + 1;
    last_time := head.last_recorded_at;
    called_at := clock_timestamp();

    -- What the log knows of these streams, command ids and event ids.
    SELECT s.versions, s.streams, k.repeats, e.duplicates
      INTO current, streams, repeats, duplicates
      FROM (SELECT array_agg(coalesce((SELECT version FROM event WHERE tenant_id = p_tenant AND stream_id = p_stream[n]
                                        ORDER BY version DESC LIMIT 1), 0) ORDER BY n) AS versions,
                   count(DISTINCT p_stream[n]) AS streams
              FROM generate_series(1, cardinality(p_stream)) AS n) AS s,
           (SELECT count(DISTINCT id) < n_commands
                   OR bool_or(EXISTS (SELECT FROM command WHERE tenant_id = p_tenant AND command_id = id)) AS repeats
              FROM unnest(p_command_id) AS id) AS k,
           (SELECT count(DISTINCT id) < n_events
                   OR bool_or(EXISTS (SELECT FROM event WHERE tenant_id = p_tenant AND event_id = id)) AS duplicates
              FROM unnest(p_event_id) AS id) AS e;
    IF streams <> cardinality(p_stream) THEN
        RAISE EXCEPTION 'a stream comes twice' USING ERRCODE = 'GL002';
    END IF;
    IF repeats THEN
        SELECT array_agg(ix ORDER BY n) INTO key
          FROM (SELECT n, dense_rank() OVER (ORDER BY id) AS ix
                  FROM unnest(p_command_id) WITH ORDINALITY AS u (id, n)) AS ranked;
        SELECT array_agg(known.body_hash ORDER BY k.id), array_agg(known.first_position ORDER BY k.id),
               array_agg(known.last_position ORDER BY k.id), array_agg(known.recorded_at ORDER BY k.id),
               array_agg(known.answer ORDER BY k.id)
          INTO known_hash, known_first, known_last, known_time, known_answer
          FROM (SELECT DISTINCT id FROM unnest(p_command_id) AS u (id)) AS k
          LEFT JOIN LATERAL (SELECT * FROM command WHERE tenant_id = p_tenant AND command_id = k.id
                              LIMIT 1) AS known ON true;
    END IF;
    IF duplicates THEN
        IF EXISTS (SELECT FROM unnest(p_event_command, p_event_id) AS u (command, id)
                    GROUP BY command, id HAVING count(*) > 1) THEN
            RAISE EXCEPTION 'a command brings an event id twice' USING ERRCODE = 'GL002';
        END IF;
        SELECT array_agg(ix ORDER BY n) INTO event_key
          FROM (SELECT n, dense_rank() OVER (ORDER BY id) AS ix
                  FROM unnest(p_event_id) WITH ORDINALITY AS u (id, n)) AS ranked;
        SELECT array_agg(known.position IS NOT NULL ORDER BY k.id) INTO in_log
          FROM (SELECT DISTINCT id FROM unnest(p_event_id) AS u (id)) AS k
          LEFT JOIN LATERAL (SELECT position FROM event WHERE tenant_id = p_tenant AND event_id = k.id
                              LIMIT 1) AS known ON true;
    END IF;

    -- Command by command, in order: what one appends, the next one sees.
    read_by := array_fill(0, ARRAY[streams::integer]);
    FOR c IN 1 .. n_commands LOOP
        result := 'appended';
        r_from := r;
        WHILE p_read_command[r] = c LOOP
            stream := p_read_stream[r];
            IF read_by[stream] = c THEN
                RAISE EXCEPTION 'a command reads a stream twice' USING ERRCODE = 'GL002';
            END IF;
            read_by[stream] := c;
            IF unsettled[stream] = p_run[c] OR current[stream] IS DISTINCT FROM p_read_version[r] THEN
                result := 'stale';
            END IF;
            r := r + 1;
        END LOOP;
        e_from := e;
        WHILE p_event_command[e] = c LOOP
            IF read_by[p_event_stream[e]] IS DISTINCT FROM c THEN
                RAISE EXCEPTION 'a command appends to a stream whose version it does not hand over'
                    USING ERRCODE = 'GL002';
            END IF;
            IF duplicates AND in_log[event_key[e]] THEN
                result := 'duplicate_event';
            END IF;
            e := e + 1;
        END LOOP;
        at := coalesce(p_clock[c], greatest(called_at, last_time));
        IF p_clock[c] IS NOT NULL AND head.mode <> 'rehearsal' THEN
            result := 'clock_forbidden';
        ELSIF at < last_time THEN
            result := 'clock_backwards';
        END IF;
        IF repeats AND known_hash[key[c]] IS NOT NULL THEN
            result := CASE known_hash[key[c]] WHEN p_body_hash[c] THEN 'answered' ELSE 'key_reused' END;
        END IF;

        IF result = 'appended' THEN
            last_time := at;
            times[c] := at;
            IF e > e_from THEN
                firsts[c] := next_position;
                lasts[c] := next_position + e - e_from - 1;
            END IF;
            FOR i IN e_from .. e - 1 LOOP
                stream := p_event_stream[i];
                positions[i] := next_position;
                versions[i] := current[stream] + 1;
                current[stream] := versions[i];
                next_position := next_position + 1;
                IF duplicates THEN
                    in_log[event_key[i]] := true;
                END IF;
            END LOOP;
            IF repeats THEN
                known_hash[key[c]] := p_body_hash[c];
                known_first[key[c]] := firsts[c];
                known_last[key[c]] := lasts[c];
                known_time[key[c]] := at;
                known_answer[key[c]] := p_answer[c];
            END IF;
            CONTINUE;
        END IF;
        outcomes[c] := result;
        IF result = 'answered' THEN
            firsts[c] := known_first[key[c]];
            lasts[c] := known_last[key[c]];
            times[c] := known_time[key[c]];
            answers[c] := known_answer[key[c]];
        ELSIF result = 'stale' THEN
            stales[c] := '{}';
            FOR i IN r_from .. r - 1 LOOP
                stream := p_read_stream[i];
                IF unsettled[stream] = p_run[c] OR current[stream] IS DISTINCT FROM p_read_version[i] THEN
                    stales[c] := stales[c] || jsonb_build_object(p_stream[stream]::text, current[stream]);
                END IF;
            END LOOP;
        END IF;
        FOR i IN e_from .. e - 1 LOOP
            unsettled[p_event_stream[i]] := p_run[c];
        END LOOP;
    END LOOP;
    IF r <= n_reads OR e <= n_events THEN
        RAISE EXCEPTION 'reads or events are not ordered by command' USING ERRCODE = 'GL002';
    END IF;

    -- By subscript: an array is taken apart once, where unnest would write each into a store of its own first.
    INSERT INTO event
    SELECT p_tenant, positions[n], p_event_id[n], p_stream_type[n], p_stream[p_event_stream[n]], versions[n], p_type[n],
           p_schema_version[n], p_occurred_at[n], times[p_event_command[n]], p_actor[p_event_command[n]],
           p_capacity[p_event_command[n]], p_capacity_place[p_event_command[n]], p_authority[p_event_command[n]],
           p_command_id[p_event_command[n]], p_correlation_id[p_event_command[n]], p_causation_id[p_event_command[n]],
           p_reason[n], p_source_client[p_event_command[n]], p_source_batch[p_event_command[n]],
           p_source_device[p_event_command[n]], p_payload[n]
      FROM generate_series(1, n_events) AS n
     WHERE positions[n] IS NOT NULL;
    INSERT INTO event_subject (tenant_id, subject_id, position)
    SELECT p_tenant, p_subject_id[n], positions[p_subject_event[n]]
      FROM generate_series(1, cardinality(p_subject_id)) AS n
     WHERE positions[p_subject_event[n]] IS NOT NULL;
    INSERT INTO command (tenant_id, command_id, body_hash, first_position, last_position, recorded_at, answer)
    SELECT p_tenant, p_command_id[n], p_body_hash[n], firsts[n], lasts[n], times[n], p_answer[n]
      FROM generate_series(1, n_commands) AS n
     WHERE outcomes[n] = 'appended';
    UPDATE tenant_head
       SET last_position = next_position - 1, last_recorded_at = last_time
     WHERE tenant_id = p_tenant AND (last_position, last_recorded_at) <> (next_position - 1, last_time);

    RETURN QUERY
    SELECT n, outcomes[n], firsts[n], lasts[n], times[n], answers[n], stales[n]
      FROM generate_series(1, n_commands) AS n
     ORDER BY n; -- the caller pairs answers with commands by their order
END $$;

REVOKE ALL ON SCHEMA event_store FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA event_store FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA event_store FROM PUBLIC;
GRANT USAGE ON SCHEMA event_store TO gridledger_app, gridledger_projector;
GRANT SELECT ON ALL TABLES IN SCHEMA event_store TO gridledger_app, gridledger_projector;
GRANT EXECUTE ON FUNCTION event_store.append_events TO gridledger_app;
