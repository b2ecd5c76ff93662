-- Who read which persons' data, when and for what purpose. A record names persons by their ids and the document by its
-- hash: never a person's name, a value, a variable or a text of a query. But for the name of the operation, which is kept
-- as the caller wrote it: whoever puts a person's name or number there has put it here.
CREATE SCHEMA read_audit;

-- Persons of whom some answer told, once for all readings that told of the same: to index a thousand persons takes longer
-- than to read of them. There is no set to which no reading refers.
CREATE TABLE read_audit.person_set (
    tenant_id text COLLATE "C" NOT NULL,
    set_id    bytea  NOT NULL, -- SHA-256 of its content: the ids in base 16, in order, with commas between
    persons   uuid[] NOT NULL CHECK (persons <> '{}'),
    PRIMARY KEY (tenant_id, set_id)
);
ALTER TABLE read_audit.person_set ALTER persons SET STORAGE EXTERNAL; -- random bytes: nothing to compress
CREATE INDEX person_set_of_person ON read_audit.person_set USING gin (persons);

CREATE TABLE read_audit.reading (
    tenant_id     text COLLATE "C" NOT NULL,
    reading_id    uuid        NOT NULL, -- of version 7: in order of time
    read_at       timestamptz NOT NULL, -- by the server's clock, when the answer was ready
    account       text COLLATE "C" NOT NULL,
    role          text COLLATE "C" NOT NULL,
    place_id      uuid, -- organisation at the top of what the role covered; null: the whole county
    grid_id       uuid,
    member_id     uuid, -- the member behind the account
    org_path      text COLLATE "C" NOT NULL, -- of that organisation; '' for the whole county, or where there was none
    client        text COLLATE "C" NOT NULL, -- the program
    purpose       text COLLATE "C", -- as the caller stated it
    operation     text COLLATE "C", -- its name in the document, whatever the caller chose
    document      bytea       NOT NULL, -- SHA-256 of its text
    document_name text COLLATE "C", -- of a trusted one
    request_id    text COLLATE "C" NOT NULL,
    position      bigint      NOT NULL, -- of the log that the answer reflected
    as_of         bigint[]    NOT NULL, -- positions that parts of it were read as of
    field_groups  text[] COLLATE "C" NOT NULL, -- kinds of data
    set_id        bytea       NOT NULL, -- whose; the reader, if among them, is not meant
    PRIMARY KEY (tenant_id, reading_id),
    FOREIGN KEY (tenant_id, set_id) REFERENCES read_audit.person_set
);
CREATE INDEX reading_of_set ON read_audit.reading (tenant_id, set_id);
CREATE INDEX reading_by_account ON read_audit.reading (tenant_id, account, reading_id);
CREATE INDEX reading_read_at ON read_audit.reading (read_at);

-- Readings of the county entered that told of a person. It reads past row security, whose conditions keep an index of a
-- person's readings from being used: what it returns is ids alone, and whoever asks gets the rows that it may see.
CREATE FUNCTION read_audit.of_person(p_person uuid)
RETURNS SETOF uuid
LANGUAGE sql
STABLE
SECURITY DEFINER
ROWS 200
SET search_path = read_audit, pg_temp
AS $$
    SELECT r.reading_id
      FROM person_set AS s JOIN reading AS r ON r.tenant_id = s.tenant_id AND r.set_id = s.set_id
     WHERE s.tenant_id = event_store.entered_county() AND s.persons @> ARRAY[p_person]
       AND r.member_id IS DISTINCT FROM p_person
$$;

SELECT event_store.guard('read_audit.reading', 'READ_AUDIT',
                         'reading_id IN (SELECT read_audit.of_person(event_store.seen(''READ_AUDIT.SELF'')::uuid))');
-- A set is seen by whoever sees one of its readings.
SELECT event_store.guard('read_audit.person_set', p_or => $sql$
    EXISTS (SELECT FROM read_audit.reading AS r
             WHERE r.tenant_id = person_set.tenant_id AND r.set_id = person_set.set_id)$sql$);

-- The id of a set of persons, which stand in order and once.
CREATE FUNCTION read_audit.id_of(p_persons uuid[]) RETURNS bytea
LANGUAGE sql IMMUTABLE
RETURN sha256(convert_to(replace(array_to_string(p_persons, ','), '-', ''), 'UTF8'));

-- Whom marks concern: after a letter, ':' and the id of a person, '@' and the position of an event, '#' and the id of
-- what is somebody's, as of a leave. In order, each once; null for nobody.
CREATE FUNCTION read_audit.concerned(p_tenant text, p_marks text[]) RETURNS uuid[]
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = read_audit, pg_temp
AS $$
DECLARE
    events  bigint[] := ARRAY(SELECT substr(m, 3)::bigint FROM unnest(p_marks) AS m WHERE substr(m, 2, 1) = '@');
    objects uuid[]   := ARRAY(SELECT substr(m, 3)::uuid FROM unnest(p_marks) AS m WHERE substr(m, 2, 1) = '#');
BEGIN
    RETURN (
        SELECT array_agg(n.person_id ORDER BY n.person_id)
          FROM (SELECT substr(m, 3)::uuid AS person_id FROM unnest(p_marks) AS m WHERE substr(m, 2, 1) = ':'
                 UNION
                SELECT s.subject_id FROM event_store.event_subject AS s
                 WHERE s.tenant_id = p_tenant AND s.position = ANY (events)
                   AND NOT EXISTS (SELECT FROM read_model.organisation AS o
                                    WHERE o.tenant_id = s.tenant_id AND o.organisation_id = s.subject_id)
                 UNION
                SELECT l.member_id FROM read_model.leave AS l
                 WHERE l.tenant_id = p_tenant AND l.leave_id = ANY (objects)
                 UNION
                SELECT e.member_id FROM read_model.score_entry AS e
                 WHERE e.tenant_id = p_tenant AND e.entry_id = ANY (objects)
                 UNION
                SELECT a.member_id FROM read_model.score_account AS a
                 WHERE a.tenant_id = p_tenant AND a.account_id = ANY (objects)
                 UNION
                SELECT p.member_id FROM read_model.post AS p
                 WHERE p.tenant_id = p_tenant AND p.post_id = ANY (objects)
                 UNION
                SELECT k.member_id FROM read_model.account_link AS k
                 WHERE k.tenant_id = p_tenant AND k.account_id = ANY (objects)
                 UNION
                SELECT d.member_id FROM read_model.document AS d
                 WHERE d.tenant_id = p_tenant AND d.document_id = ANY (objects) AND d.member_id IS NOT NULL) AS n);
END
$$;

-- Keeps readings, and sets of persons that are not kept yet. Sent again, they change nothing.
--
-- Each reading is an object whose keys are columns; instead of `set_id` it may have `marks`, as above, of which some have
-- to be looked up. A set has its county and, as `persons`, its content. Nobody is recorded for reading about oneself, so
-- a reading that names nobody else is not kept. One whose set is neither kept nor given is refused, and all with it.
--
-- Sets are taken in order: two that write the same, or one that takes them away, wait for each other in turn.
CREATE FUNCTION read_audit.write(p_readings json, p_sets json)
RETURNS void
LANGUAGE plpgsql -- which plans it once a connection
SECURITY DEFINER
SET search_path = read_audit, pg_temp
AS $$
BEGIN
    WITH told AS MATERIALIZED (
        SELECT r.*, CASE WHEN r.marks IS NOT NULL THEN concerned(r.tenant_id, r.marks) END AS persons
          FROM json_to_recordset(p_readings) AS r (
                   tenant_id text, reading_id uuid, read_at timestamptz, account text, role text, place_id uuid,
                   grid_id uuid, member_id uuid, client text, purpose text, operation text, document text,
                   document_name text, request_id text, position bigint, as_of bigint[], field_groups text[],
                   set_id text, marks text[])),
    meant AS MATERIALIZED (
        SELECT t.*, coalesce(id_of(t.persons), decode(t.set_id, 'hex')) AS of_set FROM told AS t
         WHERE (t.marks IS NULL OR t.persons IS NOT NULL)
           AND coalesce(id_of(t.persons), decode(t.set_id, 'hex')) IS DISTINCT FROM id_of(ARRAY[t.member_id])),
    made AS (
        INSERT INTO person_set (tenant_id, set_id, persons)
        SELECT DISTINCT ON (n.tenant_id, n.set_id) n.tenant_id, n.set_id, n.persons
          FROM (SELECT m.tenant_id, m.of_set AS set_id, m.persons FROM meant AS m WHERE m.persons IS NOT NULL
                 UNION ALL
                SELECT s.tenant_id, sha256(convert_to(s.persons, 'UTF8')), string_to_array(s.persons, ',')::uuid[]
                  FROM json_to_recordset(p_sets) AS s (tenant_id text, persons text)) AS n
         WHERE (n.tenant_id, n.set_id) IN (SELECT m.tenant_id, m.of_set FROM meant AS m)
         ORDER BY n.tenant_id, n.set_id
            ON CONFLICT DO NOTHING)
    INSERT INTO reading (tenant_id, reading_id, read_at, account, role, place_id, grid_id, member_id, org_path, client,
                         purpose, operation, document, document_name, request_id, position, as_of, field_groups,
                         set_id)
    SELECT m.tenant_id, m.reading_id, m.read_at, m.account, m.role, m.place_id, m.grid_id, m.member_id,
           coalesce((SELECT o.org_path FROM read_model.organisation AS o
                      WHERE o.tenant_id = m.tenant_id AND o.organisation_id = m.place_id), ''),
           m.client, m.purpose, m.operation, decode(m.document, 'hex'), m.document_name, m.request_id, m.position,
           m.as_of, m.field_groups, m.of_set
      FROM meant AS m
     ORDER BY m.tenant_id, m.of_set
        ON CONFLICT DO NOTHING;
END
$$;

-- Takes away the readings of before a time, the oldest first, at most so many, and the sets to which no other refers;
-- returns how many readings there were.
CREATE FUNCTION read_audit.forget(p_before timestamptz, p_most integer)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = read_audit, pg_temp
AS $$
DECLARE
    gone    bigint;
    tenants text[];
    sets    bytea[];
BEGIN
    IF p_before > now() - interval '30 days' THEN
        RAISE EXCEPTION 'readings are kept for 30 days at least' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    WITH old AS (
        DELETE FROM reading
         WHERE ctid = ANY (ARRAY(SELECT r.ctid FROM reading AS r WHERE r.read_at < p_before
                                  ORDER BY r.read_at LIMIT p_most))
        RETURNING tenant_id, set_id),
    theirs AS (SELECT tenant_id, set_id, count(*) AS n FROM old GROUP BY tenant_id, set_id)
    SELECT coalesce(sum(n), 0), array_agg(tenant_id), array_agg(set_id) INTO gone, tenants, sets FROM theirs;
    -- Whoever has just referred to one has a lock on it until that can be seen; whoever is about to waits for this to end,
    -- and is refused if the set is gone. The next statement sees what was committed meanwhile.
    PERFORM FROM person_set AS s
       JOIN unnest(tenants, sets) AS o (tenant_id, set_id) ON s.tenant_id = o.tenant_id AND s.set_id = o.set_id
      ORDER BY s.tenant_id, s.set_id FOR UPDATE OF s;
    DELETE FROM person_set AS s USING unnest(tenants, sets) AS o (tenant_id, set_id)
     WHERE s.tenant_id = o.tenant_id AND s.set_id = o.set_id
       AND NOT EXISTS (SELECT FROM reading AS r WHERE r.tenant_id = s.tenant_id AND r.set_id = s.set_id);
    RETURN gone;
END
$$;

REVOKE ALL ON SCHEMA read_audit FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA read_audit FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA read_audit FROM PUBLIC;
GRANT USAGE ON SCHEMA read_audit TO gridledger_app, gridledger_projector;
GRANT SELECT ON read_audit.reading, read_audit.person_set TO gridledger_app;
GRANT EXECUTE ON FUNCTION read_audit.write, read_audit.of_person TO gridledger_app;
GRANT EXECUTE ON FUNCTION read_audit.forget TO gridledger_projector;
