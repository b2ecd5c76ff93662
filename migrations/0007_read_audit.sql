-- Who read which persons' data, when and for what purpose. A record names persons by their ids and the document by its
-- hash: never a person's name, a value, a variable or a text of a query. But for the name of the operation, which is kept
-- as the caller wrote it: whoever puts a person's name or number there has put it here.
CREATE SCHEMA read_audit;

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
    persons       uuid[]      NOT NULL CHECK (persons <> '{}'), -- whose; the reader is none of them
    PRIMARY KEY (tenant_id, reading_id)
);
CREATE INDEX reading_of_person ON read_audit.reading USING gin (persons);
CREATE INDEX reading_by_account ON read_audit.reading (tenant_id, account, reading_id);
CREATE INDEX reading_read_at ON read_audit.reading (read_at);
SELECT event_store.guard('read_audit.reading', 'READ_AUDIT',
                         'event_store.seen(''READ_AUDIT.SELF'')::uuid = ANY (persons)');

-- Keeps readings. Sent again, they change nothing.
--
-- Each is an object whose keys are columns, and `marks` that say of whom something was read: after a letter, ':' and
-- the id of a person, '@' and the position of an event, '#' and the id of what is somebody's, as of a leave. Whom these
-- concern is looked up here. Nobody is recorded for reading about oneself, so a reading that names nobody else is not
-- kept.
CREATE FUNCTION read_audit.write(p_readings json)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = read_audit, pg_temp
AS $$
    INSERT INTO reading (tenant_id, reading_id, read_at, account, role, place_id, grid_id, member_id, org_path, client,
                         purpose, operation, document, document_name, request_id, position, as_of, field_groups,
                         persons)
    SELECT r.tenant_id, r.reading_id, r.read_at, r.account, r.role, r.place_id, r.grid_id, r.member_id,
           coalesce((SELECT o.org_path FROM read_model.organisation AS o
                      WHERE o.tenant_id = r.tenant_id AND o.organisation_id = r.place_id), ''),
           r.client, r.purpose, r.operation, decode(r.document, 'hex'), r.document_name, r.request_id, r.position,
           r.as_of, r.field_groups, p.persons
      FROM json_to_recordset(p_readings) AS r (
               tenant_id text, reading_id uuid, read_at timestamptz, account text, role text, place_id uuid,
               grid_id uuid, member_id uuid, client text, purpose text, operation text, document text,
               document_name text, request_id text, position bigint, as_of bigint[], field_groups text[],
               marks text[])
     CROSS JOIN LATERAL (
           SELECT array_agg(n.person_id ORDER BY n.person_id) AS persons
             FROM (WITH mark AS (SELECT substr(m, 2, 1) AS kind, substr(m, 3) AS id FROM unnest(r.marks) AS m)
                   SELECT id::uuid AS person_id FROM mark WHERE kind = ':'
                    UNION
                   SELECT s.subject_id
                     FROM event_store.event_subject AS s
                    WHERE s.tenant_id = r.tenant_id
                      AND s.position = ANY (ARRAY(SELECT id::bigint FROM mark WHERE kind = '@'))
                      AND NOT EXISTS (SELECT FROM read_model.organisation AS o
                                       WHERE o.tenant_id = s.tenant_id AND o.organisation_id = s.subject_id)
                    UNION
                   SELECT l.member_id FROM read_model.leave AS l
                    WHERE l.tenant_id = r.tenant_id
                      AND l.leave_id = ANY (ARRAY(SELECT id::uuid FROM mark WHERE kind = '#'))
                    UNION
                   SELECT e.member_id FROM read_model.score_entry AS e
                    WHERE e.tenant_id = r.tenant_id
                      AND e.entry_id = ANY (ARRAY(SELECT id::uuid FROM mark WHERE kind = '#'))
                    UNION
                   SELECT a.member_id FROM read_model.score_account AS a
                    WHERE a.tenant_id = r.tenant_id
                      AND a.account_id = ANY (ARRAY(SELECT id::uuid FROM mark WHERE kind = '#'))
                    UNION
                   SELECT p.member_id FROM read_model.post AS p
                    WHERE p.tenant_id = r.tenant_id
                      AND p.post_id = ANY (ARRAY(SELECT id::uuid FROM mark WHERE kind = '#'))
                    UNION
                   SELECT k.member_id FROM read_model.account_link AS k
                    WHERE k.tenant_id = r.tenant_id
                      AND k.account_id = ANY (ARRAY(SELECT id::uuid FROM mark WHERE kind = '#'))) AS n
            WHERE n.person_id IS DISTINCT FROM r.member_id) AS p
     WHERE p.persons IS NOT NULL
        ON CONFLICT DO NOTHING
$$;

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
    SELECT reading_id FROM reading WHERE tenant_id = event_store.entered_county() AND persons @> ARRAY[p_person]
$$;

-- Takes away the readings of before a time, the oldest first, at most so many; returns how many there were.
CREATE FUNCTION read_audit.forget(p_before timestamptz, p_most integer)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = read_audit, pg_temp
AS $$
DECLARE
    gone bigint;
BEGIN
    IF p_before > now() - interval '30 days' THEN
        RAISE EXCEPTION 'readings are kept for 30 days at least' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    WITH old AS (
        DELETE FROM reading
         WHERE ctid = ANY (ARRAY(SELECT r.ctid FROM reading AS r WHERE r.read_at < p_before
                                  ORDER BY r.read_at LIMIT p_most))
        RETURNING 1)
    SELECT count(*) INTO gone FROM old;
    RETURN gone;
END
$$;

REVOKE ALL ON SCHEMA read_audit FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA read_audit FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA read_audit FROM PUBLIC;
GRANT USAGE ON SCHEMA read_audit TO gridledger_app, gridledger_projector;
GRANT SELECT ON read_audit.reading TO gridledger_app;
GRANT EXECUTE ON FUNCTION read_audit.write, read_audit.of_person TO gridledger_app;
GRANT EXECUTE ON FUNCTION read_audit.forget TO gridledger_projector;
