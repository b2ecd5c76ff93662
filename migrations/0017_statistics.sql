-- What PostgreSQL knows of tables that grow faster than autovacuum looks, which is every minute: of a table that it never
-- looked through it takes it that one row is the county's, and keeps the plans made on that. A county's first half
-- million events took twice as long for it.

-- Looks through those tables of the read models that have grown fourfold since they were looked through, one caller at a
-- time; whoever comes meanwhile leaves it to that one. ANALYZE is the owner's to do. (Of tables sharded by Citus nothing
-- is seen here: there autovacuum does it, as ever.)
CREATE FUNCTION read_model.analyse_grown() RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = read_model, pg_temp
AS $$
DECLARE
    grown regclass;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('read_model.analyse_grown')) THEN
        RETURN;
    END IF;
    FOR grown IN
        SELECT oid FROM pg_class
         WHERE relnamespace = 'read_model'::regnamespace AND relkind = 'r'
           AND pg_relation_size(oid) / current_setting('block_size')::integer >= 4 * greatest(relpages, 1)
    LOOP
        EXECUTE format('ANALYZE %s', grown);
    END LOOP;
END $$;

REVOKE ALL ON FUNCTION read_model.analyse_grown FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_model.analyse_grown TO gridledger_projector;
