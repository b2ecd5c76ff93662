-- Menus of lectures with the orders from them, and proposals with the resolutions made of them. Conventions as in 0003.
CREATE TABLE read_model.lecture_menu_item (
    tenant_id    text COLLATE "C" NOT NULL,
    menu_item_id uuid    NOT NULL,
    node_id      uuid    NOT NULL, -- who offers it, to itself and all below
    month        date    NOT NULL, -- its first day
    code         text COLLATE "C" NOT NULL,
    lecturer_id  uuid, -- the member who would give it, if it is one
    is_offered   boolean NOT NULL,
    orders       integer NOT NULL, -- those that were withdrawn left out
    deliveries   integer NOT NULL,
    ratings      integer NOT NULL,
    rating_sum   integer NOT NULL, -- each from 1 to 5
    org_path     text COLLATE "C" NOT NULL,
    version      integer NOT NULL,
    position     bigint  NOT NULL,
    known_from   bigint  NOT NULL,
    set_mask     integer NOT NULL,
    PRIMARY KEY (tenant_id, menu_item_id)
);
CREATE INDEX lecture_menu_item_month ON read_model.lecture_menu_item (tenant_id, month, menu_item_id);
CREATE INDEX lecture_menu_item_place ON read_model.lecture_menu_item (tenant_id, org_path, month, menu_item_id);
CREATE INDEX lecture_menu_item_of_node ON read_model.lecture_menu_item (tenant_id, node_id, month, menu_item_id);
CREATE INDEX lecture_menu_item_of_code ON read_model.lecture_menu_item (tenant_id, code, month, menu_item_id);
CREATE INDEX lecture_menu_item_offered ON read_model.lecture_menu_item (tenant_id, is_offered, month, menu_item_id);
SELECT read_model.give_past('read_model.lecture_menu_item', 'SUPERSEDED');

CREATE TABLE read_model.lecture_order (
    tenant_id        text COLLATE "C" NOT NULL,
    lecture_order_id uuid    NOT NULL,
    organisation_id  uuid    NOT NULL,
    menu_item_id     uuid    NOT NULL,
    month            date    NOT NULL, -- that of the item, by its first day
    status           text COLLATE "C" NOT NULL, -- ORDERED, ACCEPTED, DELIVERED, RATED, WITHDRAWN
    ordered_on       date    NOT NULL,
    accepted_on      date,
    lecturer_role    text COLLATE "C",
    lecturer_id      uuid, -- member, if it is one of the county
    delivered_on     date,
    is_delivered     boolean NOT NULL,
    meeting_id       uuid,
    rating           integer, -- from 1 to 5
    org_path         text COLLATE "C" NOT NULL,
    version          integer NOT NULL,
    position         bigint  NOT NULL,
    known_from       bigint  NOT NULL,
    set_mask         integer NOT NULL,
    PRIMARY KEY (tenant_id, lecture_order_id)
);
CREATE INDEX lecture_order_month ON read_model.lecture_order (tenant_id, month, lecture_order_id);
CREATE INDEX lecture_order_place ON read_model.lecture_order (tenant_id, org_path, month, lecture_order_id);
CREATE INDEX lecture_order_of_organisation ON read_model.lecture_order
    (tenant_id, organisation_id, month, lecture_order_id);
CREATE INDEX lecture_order_of_item ON read_model.lecture_order (tenant_id, menu_item_id, month, lecture_order_id);
CREATE INDEX lecture_order_status ON read_model.lecture_order (tenant_id, status, month, lecture_order_id);
CREATE INDEX lecture_order_delivered ON read_model.lecture_order
    (tenant_id, delivered_on, month, lecture_order_id);
SELECT read_model.give_past('read_model.lecture_order', 'SUPERSEDED');

CREATE TABLE read_model.proposal (
    tenant_id       text COLLATE "C" NOT NULL,
    proposal_id     uuid    NOT NULL,
    organisation_id uuid    NOT NULL,
    code            text COLLATE "C" NOT NULL,
    raised_on       date    NOT NULL,
    member_id       uuid, -- who proposed it, if that is said
    meeting_id      uuid,
    status          text COLLATE "C" NOT NULL, -- OPEN, SETTLED, WITHDRAWN
    resolution_id   uuid, -- that has settled it
    org_path        text COLLATE "C" NOT NULL,
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, proposal_id)
);
CREATE INDEX proposal_day ON read_model.proposal (tenant_id, raised_on, proposal_id);
CREATE INDEX proposal_place ON read_model.proposal (tenant_id, org_path, raised_on, proposal_id);
CREATE INDEX proposal_of_organisation ON read_model.proposal (tenant_id, organisation_id, raised_on, proposal_id);
CREATE INDEX proposal_of_resolution ON read_model.proposal (tenant_id, resolution_id, raised_on, proposal_id);
CREATE INDEX proposal_status ON read_model.proposal (tenant_id, status, raised_on, proposal_id);
SELECT read_model.give_past('read_model.proposal', 'SUPERSEDED');

CREATE TABLE read_model.resolution (
    tenant_id       text COLLATE "C" NOT NULL,
    resolution_id   uuid    NOT NULL,
    organisation_id uuid    NOT NULL,
    code            text COLLATE "C" NOT NULL,
    made_on         date    NOT NULL,
    meeting_id      uuid,
    proposals       integer NOT NULL, -- that it settled
    status          text COLLATE "C" NOT NULL, -- UNPUBLISHED, PUBLISHED, WITHDRAWN
    published_on    date,
    org_path        text COLLATE "C" NOT NULL,
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, resolution_id)
);
CREATE INDEX resolution_day ON read_model.resolution (tenant_id, made_on, resolution_id);
CREATE INDEX resolution_place ON read_model.resolution (tenant_id, org_path, made_on, resolution_id);
CREATE INDEX resolution_of_organisation ON read_model.resolution
    (tenant_id, organisation_id, made_on, resolution_id);
CREATE INDEX resolution_status ON read_model.resolution (tenant_id, status, made_on, resolution_id);
SELECT read_model.give_past('read_model.resolution', 'SUPERSEDED');

DO $$
DECLARE
    name text;
    past text;
BEGIN
    FOREACH past IN ARRAY ARRAY['', '_history'] LOOP
        -- What is offered to all below is known to all.
        PERFORM event_store.guard(format('read_model.lecture_menu_item%s', past)::regclass);
        FOREACH name IN ARRAY ARRAY['lecture_order', 'proposal', 'resolution'] LOOP
            PERFORM event_store.guard(format('read_model.%s%s', name, past)::regclass, 'ORGANISATION_LIFE');
        END LOOP;
    END LOOP;
END $$;
