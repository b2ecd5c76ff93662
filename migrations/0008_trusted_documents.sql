-- Documents that front ends were built with: clients send the hash of one instead of its text, and a role may be held to
-- them (GRIDLEDGER_TRUSTED_ONLY). They belong to the installation, not to a county, and hold nobody's data. Whoever owns
-- the tables registers them; the server reads them.
CREATE SCHEMA trusted;

CREATE TABLE trusted.document (
    sha256        text COLLATE "C" PRIMARY KEY, -- of the text in UTF-8, in base 16
    name          text COLLATE "C" NOT NULL CHECK (name <> '' AND length(name) <= 200), -- for people and the read audit
    body          text        NOT NULL CHECK (octet_length(body) <= 262144),
    registered_at timestamptz NOT NULL DEFAULT now(),
    registered_by text        NOT NULL CHECK (registered_by <> '' AND length(registered_by) <= 200),
    CHECK (sha256 = encode(sha256(convert_to(body, 'UTF8')), 'hex'))
);

REVOKE ALL ON SCHEMA trusted FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA trusted FROM PUBLIC;
GRANT USAGE ON SCHEMA trusted TO gridledger_app;
GRANT SELECT ON trusted.document TO gridledger_app;
