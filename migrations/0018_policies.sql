-- Policies: the rules that were published, and where each is in force. Conventions as in 0003.
CREATE TABLE read_model.policy_version (
    tenant_id      text COLLATE "C" NOT NULL,
    version_id     uuid    NOT NULL,
    series         text COLLATE "C" NOT NULL, -- pack/rule: the rule's whole life
    version        text COLLATE "C" NOT NULL,
    pack           text COLLATE "C" NOT NULL,
    pack_sha256    text COLLATE "C" NOT NULL, -- of the text's bytes
    kind           text COLLATE "C" NOT NULL, -- as packs call it
    title_zh       text    NOT NULL,
    title_en       text    NOT NULL,
    sentence_zh    text    NOT NULL, -- the parameters as a sentence
    sentence_en    text    NOT NULL,
    issuer_zh      text    NOT NULL,
    issuer_en      text    NOT NULL,
    issuer_level   text COLLATE "C" NOT NULL, -- as packs write it
    source_zh      text    NOT NULL,
    source_en      text    NOT NULL,
    quote          text    NOT NULL,
    quote_checked  boolean NOT NULL,
    modality       text COLLATE "C" NOT NULL,
    organisations  text[]  NOT NULL, -- kinds that it binds
    forms          text[]  NOT NULL, -- of party branches; none: all
    effective_from date    NOT NULL,
    rule           text    NOT NULL, -- the parameters, JSON
    readings       text    NOT NULL, -- JSON
    position       bigint  NOT NULL,
    known_from     bigint  NOT NULL,
    set_mask       integer NOT NULL,
    PRIMARY KEY (tenant_id, version_id)
);
CREATE INDEX policy_version_of_series ON read_model.policy_version (tenant_id, series, version_id);
CREATE INDEX policy_version_of_pack ON read_model.policy_version (tenant_id, pack, series, version_id);
CREATE INDEX policy_version_of_kind ON read_model.policy_version (tenant_id, kind, series, version_id);
CREATE INDEX policy_version_day ON read_model.policy_version (tenant_id, effective_from, version_id);
SELECT read_model.give_past('read_model.policy_version', 'SUPERSEDED');

CREATE TABLE read_model.policy_adoption (
    tenant_id     text COLLATE "C" NOT NULL,
    node_id       uuid    NOT NULL, -- the organisation at which, and so below which, it is in force
    adoption_id   uuid    NOT NULL,
    series        text COLLATE "C" NOT NULL,
    version_id    uuid    NOT NULL,
    since         date    NOT NULL,
    until         date, -- without the day itself; null: until somebody ends it
    annulled      boolean NOT NULL, -- it never had effect
    organisations text[]  NOT NULL, -- kinds that it binds
    forms         text[]  NOT NULL,
    approved_by   uuid    NOT NULL, -- the organisation on whose authority
    org_path      text COLLATE "C" NOT NULL, -- of the node
    version       integer NOT NULL,
    position      bigint  NOT NULL,
    known_from    bigint  NOT NULL,
    set_mask      integer NOT NULL,
    PRIMARY KEY (tenant_id, node_id, adoption_id)
);
CREATE INDEX policy_adoption_id ON read_model.policy_adoption (tenant_id, adoption_id);
CREATE INDEX policy_adoption_place ON read_model.policy_adoption (tenant_id, org_path, since, adoption_id);
CREATE INDEX policy_adoption_of_version ON read_model.policy_adoption (tenant_id, version_id, since, adoption_id);
CREATE INDEX policy_adoption_of_series ON read_model.policy_adoption (tenant_id, series, since, adoption_id);
CREATE INDEX policy_adoption_at ON read_model.policy_adoption (tenant_id, node_id, since, adoption_id);
CREATE INDEX policy_adoption_since ON read_model.policy_adoption (tenant_id, since, adoption_id);
CREATE INDEX policy_adoption_until ON read_model.policy_adoption (tenant_id, until, adoption_id);
SELECT read_model.give_past('read_model.policy_adoption', 'SUPERSEDED');

DO $$
BEGIN
    PERFORM event_store.guard('read_model.policy_version');
    PERFORM event_store.guard('read_model.policy_version_history');
    PERFORM event_store.guard('read_model.policy_adoption');
    PERFORM event_store.guard('read_model.policy_adoption_history');
END $$;
