-- Members of an earlier time are counted also by callers who may not see who they are, as those of today are by
-- organisation_count: from rows without what they are of, past the guard of those with it. The county is held to here.
CREATE VIEW read_model.counted_member AS
SELECT tenant_id, group_id, org_path, kind, known_from, known_to, true_from, true_to
  FROM read_model.member_history
 WHERE left_on IS NULL
   AND nullif(tenant_id = (SELECT event_store.entered_county()), false) IS NOT NULL;

REVOKE ALL ON read_model.counted_member FROM PUBLIC;
GRANT SELECT ON read_model.counted_member TO gridledger_app;
