-- Which member an account belongs to, and which posts members hold: what a caller may do follows from these, where the
-- token does not say it (docs/identity.md). Conventions as in 0003.
CREATE TABLE read_model.account_link (
    tenant_id  text COLLATE "C" NOT NULL,
    member_id  uuid    NOT NULL,
    account_id uuid    NOT NULL, -- the account's stream, made from the issuer and the subject of its tokens
    linked_on  date    NOT NULL,
    org_path   text COLLATE "C" NOT NULL, -- of the member's home branch
    version    integer NOT NULL,
    position   bigint  NOT NULL,
    known_from bigint  NOT NULL,
    set_mask   integer NOT NULL,
    PRIMARY KEY (tenant_id, member_id, account_id)
);
CREATE INDEX account_link_of_account ON read_model.account_link (tenant_id, account_id);
CREATE INDEX account_link_place ON read_model.account_link (tenant_id, org_path, linked_on, account_id);
CREATE INDEX account_link_day ON read_model.account_link (tenant_id, linked_on, account_id);
CREATE TABLE read_model.account_link_history (
    LIKE read_model.account_link,
    known_to bigint NOT NULL,
    PRIMARY KEY (tenant_id, member_id, account_id, known_to)
);
CREATE INDEX account_link_of_account_history ON read_model.account_link_history (tenant_id, account_id);
CREATE INDEX account_link_place_history ON read_model.account_link_history
    (tenant_id, org_path, linked_on, account_id);
CREATE INDEX account_link_day_history ON read_model.account_link_history (tenant_id, linked_on, account_id);
CREATE VIEW read_model.account_link_versions WITH (security_invoker = true) AS
SELECT *, 9223372036854775807 AS known_to FROM read_model.account_link
UNION ALL SELECT * FROM read_model.account_link_history;

CREATE TABLE read_model.post (
    tenant_id       text COLLATE "C" NOT NULL,
    post_id         uuid    NOT NULL,
    member_id       uuid    NOT NULL,
    role            text COLLATE "C" NOT NULL,
    organisation_id uuid, -- null: it is at a grid
    grid_id         uuid,
    from_on         date    NOT NULL,
    to_on           date, -- without the day itself; null: until somebody ends it
    is_deputy       boolean NOT NULL, -- of whoever holds the post
    handover_due_on date, -- its end, as long as a handover from it is to be signed for; else null
    org_path        text COLLATE "C" NOT NULL, -- of the organisation; '' for a post at a grid
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, post_id)
);
CREATE INDEX post_of_member ON read_model.post (tenant_id, member_id, from_on, post_id);
CREATE INDEX post_of_organisation ON read_model.post (tenant_id, organisation_id, from_on, post_id);
CREATE INDEX post_of_grid ON read_model.post (tenant_id, grid_id, from_on, post_id);
CREATE INDEX post_of_role ON read_model.post (tenant_id, role, from_on, post_id);
CREATE INDEX post_until ON read_model.post (tenant_id, to_on, post_id);
CREATE INDEX post_handover ON read_model.post (tenant_id, handover_due_on, post_id);
CREATE INDEX post_place ON read_model.post (tenant_id, org_path, from_on, post_id);
CREATE INDEX post_day ON read_model.post (tenant_id, from_on, post_id);
CREATE TABLE read_model.post_history (
    LIKE read_model.post,
    known_to bigint NOT NULL,
    PRIMARY KEY (tenant_id, post_id, known_to)
);
CREATE INDEX post_of_member_history ON read_model.post_history (tenant_id, member_id, from_on, post_id);
CREATE INDEX post_of_organisation_history ON read_model.post_history
    (tenant_id, organisation_id, from_on, post_id);
CREATE INDEX post_of_grid_history ON read_model.post_history (tenant_id, grid_id, from_on, post_id);
CREATE INDEX post_place_history ON read_model.post_history (tenant_id, org_path, from_on, post_id);
CREATE INDEX post_day_history ON read_model.post_history (tenant_id, from_on, post_id);
CREATE VIEW read_model.post_versions WITH (security_invoker = true) AS
SELECT *, 9223372036854775807 AS known_to FROM read_model.post
UNION ALL SELECT * FROM read_model.post_history;

DO $$
DECLARE
    self constant text := 'member_id = event_store.seen(''PERSON.SELF'')::uuid';
BEGIN
    PERFORM event_store.guard('read_model.account_link', 'PERSON', self);
    -- As for members: which event set a field is found by all versions of the row, also those of before.
    PERFORM event_store.guard('read_model.account_link_history', 'PERSON', self
                              || ' OR read_model.was_member_below(tenant_id, member_id, event_store.seen(''PERSON''))');
    PERFORM event_store.guard('read_model.post', 'PERSON', self);
    PERFORM event_store.guard('read_model.post_history', 'PERSON', self);
END $$;

REVOKE ALL ON read_model.account_link, read_model.account_link_history, read_model.account_link_versions,
    read_model.post, read_model.post_history, read_model.post_versions FROM PUBLIC;
GRANT SELECT ON read_model.account_link, read_model.account_link_history, read_model.account_link_versions,
    read_model.post, read_model.post_history, read_model.post_versions TO gridledger_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON read_model.account_link, read_model.account_link_history,
    read_model.account_link_versions, read_model.post, read_model.post_history, read_model.post_versions
    TO gridledger_projector;

-- What an account may act as on a day: its member, once for each of the member's posts that are in force then, and once
-- with nulls where there are none. No row: the account belongs to nobody. Asked before it is known what the caller may
-- see, so with the owner's rights.
--
-- Read models may be behind the log: by milliseconds, or for hours where a county's stand still or a stream of it is
-- parked. So a link or a post counts only while its row is the last word on it. Whatever was said later is not looked
-- into: of a link nothing but its end can follow, of a post nothing but an earlier end than the row's. What is new waits.
-- Whoever has left the county by what the log says holds no post in it: nobody leaves ahead of the day, or comes back
-- under the same id.
CREATE FUNCTION read_model.capacities_of(p_tenant text, p_account uuid, p_on date)
RETURNS TABLE (
    member_id       uuid,
    post_id         uuid,
    role            text,
    organisation_id uuid,
    grid_id         uuid,
    from_on         date,
    to_on           date
)
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = read_model, pg_temp
AS $$
    SELECT l.member_id, p.post_id, p.role, p.organisation_id, p.grid_id, p.from_on, p.to_on
      FROM account_link AS l
      LEFT JOIN post AS p
        ON p.tenant_id = l.tenant_id
       AND p.member_id = l.member_id
       AND p.from_on <= p_on
       AND (p.to_on IS NULL OR p.to_on > p_on)
       AND NOT EXISTS (SELECT FROM event_store.event AS e
                        WHERE e.tenant_id = p.tenant_id AND e.stream_id = p.post_id AND e.version > p.version)
       AND NOT EXISTS (SELECT FROM event_store.event AS e
                        WHERE e.tenant_id = l.tenant_id AND e.stream_id = l.member_id AND e.type = 'member.left')
     WHERE l.tenant_id = p_tenant
       AND l.account_id = p_account
       AND NOT EXISTS (SELECT FROM event_store.event AS e
                        WHERE e.tenant_id = l.tenant_id AND e.stream_id = l.account_id AND e.version > l.version)
     ORDER BY p.from_on, p.post_id
$$;
REVOKE ALL ON FUNCTION read_model.capacities_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_model.capacities_of TO gridledger_app;
