-- The county's clock: the last day that is closed, each recorded once in its log. Conventions as in 0003.
CREATE TABLE read_model.clock (
    tenant_id  text COLLATE "C" NOT NULL PRIMARY KEY,
    closed_on  date    NOT NULL,
    position   bigint  NOT NULL,
    known_from bigint  NOT NULL,
    set_mask   integer NOT NULL,
    true_from  date    NOT NULL
);
SELECT read_model.give_past('read_model.clock', 'RECTANGLES');

-- How far each county's clock is behind its calendar, in whole days that are over there and not closed; null of a
-- rehearsal, which has no time but what its log was told. Past row security, since whoever watches the service belongs
-- to no county.
CREATE FUNCTION read_model.clocks()
RETURNS TABLE (tenant_id text, rehearsal boolean, closed_on date, days_behind integer)
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = read_model, pg_temp
AS $$
    SELECT c.tenant_id, c.rehearsal, k.closed_on,
           CASE WHEN NOT c.rehearsal THEN
               greatest((now() AT TIME ZONE c.time_zone)::date - 1 - coalesce(k.closed_on, c.founded_on - 1), 0)
           END
      FROM county AS c
      LEFT JOIN clock AS k ON k.tenant_id = c.tenant_id
     ORDER BY c.tenant_id
$$;

DO $$
BEGIN
    PERFORM event_store.guard('read_model.clock');
    PERFORM event_store.guard('read_model.clock_history');
END $$;
REVOKE ALL ON FUNCTION read_model.clocks FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_model.clocks TO gridledger_app, gridledger_projector;
