-- Sealed texts (文件): encrypted, each with a key of its own that is in no database (docs/documents.md). Conventions of the
-- read model as in 0003.
CREATE TABLE read_model.document (
    tenant_id       text COLLATE "C" NOT NULL,
    subject_id      uuid    NOT NULL, -- the member, or else the organisation
    document_id     uuid    NOT NULL,
    member_id       uuid,
    organisation_id uuid,
    kind            text COLLATE "C" NOT NULL,
    salted_sha256   text COLLATE "C" NOT NULL, -- in base 16, as the log has it
    sealed_on       date    NOT NULL,
    erased_on       date, -- null: it can be opened
    erasure_basis   text COLLATE "C",
    org_path        text COLLATE "C" NOT NULL, -- of the member's home branch, or of the organisation
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, subject_id, document_id)
);
CREATE INDEX document_by_id ON read_model.document (tenant_id, document_id);
CREATE INDEX document_place ON read_model.document (tenant_id, org_path, sealed_on, document_id);
CREATE INDEX document_day ON read_model.document (tenant_id, sealed_on, document_id);
CREATE INDEX document_of_member ON read_model.document (tenant_id, member_id, sealed_on, document_id);
CREATE INDEX document_of_organisation ON read_model.document (tenant_id, organisation_id, sealed_on, document_id);
CREATE INDEX document_of_kind ON read_model.document (tenant_id, kind, sealed_on, document_id);
CREATE INDEX document_erased ON read_model.document (tenant_id, erased_on, document_id);
SELECT read_model.give_past('read_model.document', 'SUPERSEDED');

DO $$
DECLARE
    self constant text := 'member_id = event_store.seen(''DOCUMENTS.SELF'')::uuid';
BEGIN
    PERFORM event_store.guard('read_model.document', 'DOCUMENTS', self);
    PERFORM event_store.guard('read_model.document_history', 'DOCUMENTS', self);
END $$;

CREATE SCHEMA sealed;

-- A text as AES-256-GCM leaves it: a nonce of 12 bytes, then the rest. Without its key it is noise.
CREATE TABLE sealed.document (
    tenant_id   text COLLATE "C" NOT NULL,
    document_id uuid  NOT NULL,
    sealed      bytea NOT NULL CHECK (octet_length(sealed) BETWEEN 28 AND 70000),
    PRIMARY KEY (tenant_id, document_id)
);
ALTER TABLE sealed.document ALTER sealed SET STORAGE EXTERNAL; -- random bytes: nothing to compress
-- Seen by whoever sees that it is there: the subquery is held to the caller's own part of the county.
SELECT event_store.guard('sealed.document', p_or => $sql$
    EXISTS (SELECT FROM read_model.document AS d
             WHERE d.tenant_id = document.tenant_id AND d.document_id = document.document_id)$sql$);

-- Keeps sealed texts before the events that tell of them are appended. Sent again, it changes nothing.
CREATE FUNCTION sealed.put_documents(p_tenant text, p_document_id uuid[], p_sealed bytea[])
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = sealed, pg_temp
AS $$
    INSERT INTO document (tenant_id, document_id, sealed)
    SELECT p_tenant, d.document_id, d.sealed FROM unnest(p_document_id, p_sealed) AS d (document_id, sealed)
        ON CONFLICT DO NOTHING
$$;

-- Takes back texts whose command was refused after all: only those of which no event tells. Returns which.
CREATE FUNCTION sealed.discard_documents(p_tenant text, p_document_id uuid[])
RETURNS TABLE (document_id uuid)
LANGUAGE sql
SECURITY DEFINER
SET search_path = sealed, event_store, pg_temp
AS $$
    DELETE FROM document AS d
     WHERE d.tenant_id = p_tenant AND d.document_id = ANY (p_document_id)
       AND NOT EXISTS (SELECT FROM event AS e WHERE e.tenant_id = p_tenant AND e.stream_id = d.document_id)
    RETURNING d.document_id
$$;

-- Takes away a text that was erased: only one of whose erasure an event tells. A backup may have it still; its key is gone.
CREATE FUNCTION sealed.erase_document(p_tenant text, p_document_id uuid)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = sealed, event_store, pg_temp
AS $$
    DELETE FROM document AS d
     WHERE d.tenant_id = p_tenant AND d.document_id = p_document_id
       AND EXISTS (SELECT FROM event AS e
                    WHERE e.tenant_id = p_tenant AND e.stream_id = d.document_id AND e.type = 'document.erased')
$$;

-- Who opened which document, or held a text against it, when and what for. It is written before anything is told.
CREATE TABLE read_audit.opening (
    tenant_id   text COLLATE "C" NOT NULL,
    opening_id  uuid        NOT NULL, -- of version 7: in order of time
    document_id uuid        NOT NULL,
    person_id   uuid, -- whom it is about; null: an organisation
    opened_at   timestamptz NOT NULL, -- by the server's clock
    was_checked boolean     NOT NULL, -- a text was held against it; false: it was read
    account     text COLLATE "C" NOT NULL,
    role        text COLLATE "C" NOT NULL,
    place_id    uuid, -- organisation at the top of what the role covered; null: the whole county
    member_id   uuid, -- the member behind the account
    org_path    text COLLATE "C" NOT NULL, -- of that organisation; '' for the whole county, or where there was none
    client      text COLLATE "C" NOT NULL, -- the program
    purpose     text COLLATE "C", -- as the caller stated it
    request_id  text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, opening_id)
);
CREATE INDEX opening_of_document ON read_audit.opening (tenant_id, document_id, opening_id);
CREATE INDEX opening_of_person ON read_audit.opening (tenant_id, person_id, opening_id);
CREATE INDEX opening_by_account ON read_audit.opening (tenant_id, account, opening_id);
CREATE INDEX opening_by_role ON read_audit.opening (tenant_id, role, opening_id);
CREATE INDEX opening_by_time ON read_audit.opening (tenant_id, opened_at, opening_id);
CREATE INDEX opening_place ON read_audit.opening (tenant_id, org_path, opening_id);
CREATE INDEX opening_opened_at ON read_audit.opening (opened_at); -- of every county: what is kept no longer
SELECT event_store.guard('read_audit.opening', 'READ_AUDIT',
                         'person_id = event_store.seen(''READ_AUDIT.SELF'')::uuid');

-- Keeps the record of an opening. Sent again, it changes nothing.
CREATE FUNCTION read_audit.write_opening(
    p_tenant text, p_opening_id uuid, p_document_id uuid, p_person_id uuid, p_was_checked boolean, p_account text,
    p_role text, p_place_id uuid, p_member_id uuid, p_client text, p_purpose text, p_request_id text)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = read_audit, pg_temp
AS $$
    INSERT INTO opening (tenant_id, opening_id, document_id, person_id, opened_at, was_checked, account, role, place_id,
                         member_id, org_path, client, purpose, request_id)
    SELECT p_tenant, p_opening_id, p_document_id, p_person_id, now(), p_was_checked, p_account, p_role, p_place_id,
           p_member_id,
           coalesce((SELECT o.org_path FROM read_model.organisation AS o
                      WHERE o.tenant_id = p_tenant AND o.organisation_id = p_place_id), ''),
           p_client, p_purpose, p_request_id
        ON CONFLICT DO NOTHING
$$;

-- Takes away the openings of before a time, the oldest first, at most so many; returns how many there were.
CREATE FUNCTION read_audit.forget_openings(p_before timestamptz, p_most integer)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = read_audit, pg_temp
AS $$
DECLARE
    gone bigint;
BEGIN
    IF p_before > now() - interval '30 days' THEN
        RAISE EXCEPTION 'openings are kept for 30 days at least' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    DELETE FROM opening
     WHERE ctid = ANY (ARRAY(SELECT o.ctid FROM opening AS o WHERE o.opened_at < p_before
                              ORDER BY o.opened_at LIMIT p_most));
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END
$$;

-- What an erasure may have been broken off before: documents of a county that the log says are erased. For whoever makes
-- sure of it after a restore, so it reads past row security.
CREATE FUNCTION sealed.erased_documents(p_tenant text)
RETURNS TABLE (document_id uuid, erased_at timestamptz, account text, capacity text, basis text, "position" bigint)
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = event_store, pg_temp
AS $$
    SELECT e.stream_id, e.recorded_at, e.actor, e.capacity, convert_from(e.payload, 'UTF8')::json ->> 'basis', e.position
      FROM read_model.document AS d
      JOIN event AS e ON e.tenant_id = d.tenant_id AND e.stream_id = d.document_id AND e.type = 'document.erased'
     WHERE d.tenant_id = p_tenant AND d.erased_on IS NOT NULL
     ORDER BY e.position
$$;

REVOKE ALL ON SCHEMA sealed FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA sealed FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA sealed FROM PUBLIC;
REVOKE ALL ON read_audit.opening FROM PUBLIC;
REVOKE ALL ON FUNCTION read_audit.write_opening, read_audit.forget_openings FROM PUBLIC;
GRANT USAGE ON SCHEMA sealed TO gridledger_app;
GRANT SELECT ON sealed.document, read_audit.opening TO gridledger_app;
GRANT EXECUTE ON FUNCTION sealed.put_documents, sealed.discard_documents, sealed.erase_document,
    sealed.erased_documents, read_audit.write_opening TO gridledger_app;
GRANT EXECUTE ON FUNCTION read_audit.forget_openings TO gridledger_projector;
