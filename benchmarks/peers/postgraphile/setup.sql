-- What PostGraphile needs besides the tables: a login that may take the server's role, relations between tables that
-- have no foreign keys, and a function that appends.
DO $$ BEGIN CREATE ROLE peer_login LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
GRANT gridledger_app TO peer_login;

CREATE SCHEMA peer;
GRANT USAGE ON SCHEMA peer TO gridledger_app;

-- Each relation has one side, as the measured queries use it.
COMMENT ON TABLE read_model.meeting IS
    E'@foreignKey (tenant_id, organisation_id) references read_model.organisation (tenant_id, organisation_id)|@fieldName organisation|@foreignFieldName meetings';
COMMENT ON TABLE read_model.meeting_count IS
    E'@foreignKey (tenant_id, meeting_id) references read_model.meeting (tenant_id, meeting_id)|@fieldName meeting|@foreignSingleFieldName counts';
COMMENT ON TABLE read_model.member IS
    E'@foreignKey (tenant_id, name_id) references people.display_name (tenant_id, name_id)|@fieldName name|@foreignFieldName membersOfName';

-- The same rows as one of our commands with one attendance: event, subjects, command. Positions come from a sequence,
-- which keeps no order of commit and leaves gaps but lets writers run side by side: to this side's favour.
CREATE SEQUENCE peer.position START 1000000;
CREATE FUNCTION peer.record_attendance(meeting_id uuid, member_id uuid, branch_id uuid, key text, status text)
RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = event_store, peer, pg_temp
AS $$
DECLARE
    at bigint := nextval('peer.position');
    county text := current_setting('app.county');
    command uuid := md5(key)::uuid;
BEGIN
    INSERT INTO event (tenant_id, position, event_id, stream_type, stream_id, version, type, schema_version,
                       occurred_at, recorded_at, actor, capacity, command_id, correlation_id, source_client, payload)
    VALUES (county, at, gen_random_uuid(), 'meeting', meeting_id, at, 'meeting.attendance-recorded', 1,
            to_char(now(), 'YYYY-MM-DD'), now(), 'benchmark', 'COUNTY_SECRETARY', command, command, 'benchmark',
            convert_to(json_build_object('member_id', member_id, 'status', status, 'late_entry_days', 0,
                                         'policy', 'late-entry/1')::text, 'UTF8'));
    INSERT INTO event_subject VALUES (county, member_id, at), (county, branch_id, at);
    INSERT INTO command VALUES (county, command, sha256(convert_to(key, 'UTF8')), at, at, now(), '{}');
    RETURN at;
END $$;
REVOKE ALL ON FUNCTION peer.record_attendance FROM PUBLIC;
GRANT EXECUTE ON FUNCTION peer.record_attendance TO gridledger_app;
