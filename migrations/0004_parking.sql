-- Streams of which the read models could not fold an event: that event and all later ones of the stream are passed
-- over, and what the read models say of it is stale. A rebuild with mended code folds them and takes the row away.
CREATE TABLE read_model.parked (
    tenant_id   text COLLATE "C" NOT NULL,
    stream_id   uuid        NOT NULL,
    stream_type text COLLATE "C" NOT NULL,
    position    bigint      NOT NULL, -- of the first event that was passed over
    since       timestamptz NOT NULL, -- when that event was recorded
    org_path    text COLLATE "C" NOT NULL, -- place of the stream; '' for the whole county, or if it is not known
    error       text        NOT NULL, -- event, exception and place in the program; never what the event holds
    PRIMARY KEY (tenant_id, stream_id)
);

GRANT SELECT ON read_model.parked TO gridledger_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON read_model.parked TO gridledger_projector;
