-- Display names of persons: plain, outside the log, versioned by the id that events carry. An event never holds a name.
CREATE SCHEMA people;

CREATE TABLE people.display_name (
    tenant_id    text COLLATE "C" NOT NULL,
    name_id      uuid NOT NULL, -- version of the name; the event that sets it carries this id
    member_id    uuid NOT NULL,
    display_name text NOT NULL CHECK (display_name <> '' AND length(display_name) <= 100),
    PRIMARY KEY (tenant_id, name_id)
);
CREATE INDEX display_name_of_member ON people.display_name (tenant_id, member_id);

-- Keeps a name before the event that refers to it is appended. Sent again, it changes nothing.
CREATE FUNCTION people.put_display_names(p_tenant text, p_name_id uuid[], p_member_id uuid[], p_display_name text[])
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = people, pg_temp
AS $$
    INSERT INTO display_name (tenant_id, name_id, member_id, display_name)
    SELECT p_tenant, n.name_id, n.member_id, n.display_name
      FROM unnest(p_name_id, p_member_id, p_display_name) AS n (name_id, member_id, display_name)
        ON CONFLICT DO NOTHING
$$;

-- Takes back names whose command was refused after all: only those that no event of the person refers to.
CREATE FUNCTION people.discard_display_names(p_tenant text, p_name_id uuid[])
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = people, event_store, pg_temp
AS $$
    DELETE FROM display_name AS n
     WHERE n.tenant_id = p_tenant AND n.name_id = ANY (p_name_id)
       AND NOT EXISTS (SELECT FROM event AS e
                        WHERE e.tenant_id = p_tenant AND e.stream_id = n.member_id
                          AND position(convert_to(n.name_id::text, 'UTF8') IN e.payload) > 0)
$$;

REVOKE ALL ON SCHEMA people FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA people FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA people FROM PUBLIC;
GRANT USAGE ON SCHEMA people TO gridledger_app;
GRANT SELECT ON people.display_name TO gridledger_app;
GRANT EXECUTE ON FUNCTION people.put_display_names, people.discard_display_names TO gridledger_app;
