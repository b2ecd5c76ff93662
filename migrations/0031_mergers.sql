-- Which branches became part of which, and since when: by it rules find what the heir's meetings are. Conventions as in
-- 0003.
CREATE TABLE read_model.merger (
    tenant_id       text COLLATE "C" NOT NULL,
    into_id         uuid NOT NULL,
    organisation_id uuid NOT NULL, -- dissolved by it
    merged_on       date NOT NULL,
    event_id        uuid NOT NULL,
    PRIMARY KEY (tenant_id, into_id, organisation_id)
);

SELECT event_store.guard('read_model.merger');
REVOKE ALL ON read_model.merger FROM PUBLIC;
GRANT SELECT ON read_model.merger TO gridledger_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON read_model.merger TO gridledger_projector;
