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

DO $$
DECLARE
    past text;
BEGIN
    FOREACH past IN ARRAY ARRAY['', '_history'] LOOP
        -- What is offered to all below is known to all.
        PERFORM event_store.guard(format('read_model.lecture_menu_item%s', past)::regclass);
        PERFORM event_store.guard(format('read_model.lecture_order%s', past)::regclass, 'ORGANISATION_LIFE');
    END LOOP;
END $$;
