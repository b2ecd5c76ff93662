-- By which rule an objection is to be decided by its day.

-- The view of earlier versions names its columns, since the tables below it have them in another order.
DROP VIEW read_model.objection_versions;
ALTER TABLE read_model.objection ADD COLUMN version_id uuid; -- null: no rule was in force
ALTER TABLE read_model.objection_history ADD COLUMN version_id uuid;
DO $$
DECLARE
    columns constant text := (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
                               WHERE attrelid = 'read_model.objection'::regclass AND attnum > 0 AND NOT attisdropped);
BEGIN
    EXECUTE format('CREATE VIEW read_model.objection_versions WITH (security_invoker = true) AS'
                   ' SELECT %1$s, 9223372036854775807 AS known_to FROM read_model.objection'
                   ' UNION ALL SELECT %1$s, known_to FROM read_model.objection_history', columns);
END $$;
REVOKE ALL ON read_model.objection_versions FROM PUBLIC;
GRANT SELECT ON read_model.objection_versions TO gridledger_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON read_model.objection_versions TO gridledger_projector;
