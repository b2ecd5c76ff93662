-- Conveyance by name: items that everybody of a list is to be told of, and a receipt for each of them. Conventions as in
-- 0003.
CREATE TABLE read_model.conveyance (
    tenant_id       text COLLATE "C" NOT NULL,
    conveyance_id   uuid    NOT NULL,
    organisation_id uuid    NOT NULL, -- a branch or a party group
    branch_id       uuid    NOT NULL,
    meeting_id      uuid, -- at which it is told; null: it is told one by one only
    code            text COLLATE "C" NOT NULL, -- of the item
    issued_on       date    NOT NULL,
    status          text COLLATE "C" NOT NULL, -- OPEN, CLOSED
    closed_on       date,
    expected        integer NOT NULL,
    outstanding     integer NOT NULL, -- of those expected, whom it has not reached
    org_path        text COLLATE "C" NOT NULL, -- of the organisation that day
    version         integer NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, conveyance_id)
);
CREATE INDEX conveyance_day ON read_model.conveyance (tenant_id, issued_on, conveyance_id);
CREATE INDEX conveyance_place ON read_model.conveyance (tenant_id, org_path, issued_on, conveyance_id);
CREATE INDEX conveyance_of_organisation ON read_model.conveyance (tenant_id, organisation_id, issued_on, conveyance_id);
CREATE INDEX conveyance_at_meeting ON read_model.conveyance (tenant_id, meeting_id, issued_on, conveyance_id);
CREATE INDEX conveyance_of_item ON read_model.conveyance (tenant_id, code, issued_on, conveyance_id);
CREATE INDEX conveyance_by_status ON read_model.conveyance (tenant_id, status, issued_on, conveyance_id);
CREATE INDEX conveyance_outstanding ON read_model.conveyance (tenant_id, outstanding, issued_on, conveyance_id);
SELECT read_model.give_past('read_model.conveyance', 'SUPERSEDED');

-- One row for each person who is expected. The item, its day and its meeting are the conveyance's, repeated beside each.
CREATE TABLE read_model.conveyance_receipt (
    tenant_id       text COLLATE "C" NOT NULL,
    conveyance_id   uuid    NOT NULL,
    member_id       uuid    NOT NULL,
    organisation_id uuid    NOT NULL,
    meeting_id      uuid,
    code            text COLLATE "C" NOT NULL,
    issued_on       date    NOT NULL,
    status          text COLLATE "C" NOT NULL, -- OUTSTANDING, ATTENDED, DELIVERED, CONFIRMED
    attended_on     date, -- the day of the meeting, as attendance stands
    delivered_on    date,
    mode            text COLLATE "C", -- how it was delivered
    second_language text COLLATE "C", -- in which it was told besides
    by_id           uuid, -- the member who told it
    confirmed_on    date, -- by the member's own word
    received_on     date, -- the first of the three days; null: it is outstanding
    org_path        text COLLATE "C" NOT NULL,
    position        bigint  NOT NULL,
    known_from      bigint  NOT NULL,
    set_mask        integer NOT NULL,
    PRIMARY KEY (tenant_id, conveyance_id, member_id)
);
CREATE INDEX conveyance_receipt_day ON read_model.conveyance_receipt (tenant_id, issued_on, conveyance_id, member_id);
CREATE INDEX conveyance_receipt_place ON read_model.conveyance_receipt
    (tenant_id, org_path, issued_on, conveyance_id, member_id);
CREATE INDEX conveyance_receipt_of_member ON read_model.conveyance_receipt
    (tenant_id, member_id, issued_on, conveyance_id);
CREATE INDEX conveyance_receipt_by_teller ON read_model.conveyance_receipt
    (tenant_id, by_id, issued_on, conveyance_id, member_id);
CREATE INDEX conveyance_receipt_of_organisation ON read_model.conveyance_receipt
    (tenant_id, organisation_id, issued_on, conveyance_id, member_id);
CREATE INDEX conveyance_receipt_at_meeting ON read_model.conveyance_receipt
    (tenant_id, meeting_id, issued_on, conveyance_id, member_id);
CREATE INDEX conveyance_receipt_of_item ON read_model.conveyance_receipt
    (tenant_id, code, status, issued_on, conveyance_id, member_id);
CREATE INDEX conveyance_receipt_by_status ON read_model.conveyance_receipt
    (tenant_id, status, issued_on, conveyance_id, member_id);
CREATE INDEX conveyance_receipt_told ON read_model.conveyance_receipt
    (tenant_id, mode, issued_on, conveyance_id, member_id);
CREATE INDEX conveyance_receipt_in_language ON read_model.conveyance_receipt
    (tenant_id, second_language, issued_on, conveyance_id, member_id);
SELECT read_model.give_past('read_model.conveyance_receipt', 'SUPERSEDED');

-- By meeting, what is told there: whatever moves attendance moves receipts.
CREATE TABLE read_model.conveyed_at (
    tenant_id       text COLLATE "C" NOT NULL,
    meeting_id      uuid NOT NULL,
    conveyance_id   uuid NOT NULL,
    organisation_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, meeting_id, conveyance_id)
);
REVOKE ALL ON read_model.conveyed_at FROM PUBLIC;
GRANT SELECT ON read_model.conveyed_at TO gridledger_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON read_model.conveyed_at TO gridledger_projector;

DO $$
DECLARE
    self constant text := 'member_id = event_store.seen(''PERSON.SELF'')::uuid';
BEGIN
    PERFORM event_store.guard('read_model.conveyance', 'ORGANISATION_LIFE');
    PERFORM event_store.guard('read_model.conveyance_history', 'ORGANISATION_LIFE');
    PERFORM event_store.guard('read_model.conveyance_receipt', 'PERSON', self);
    PERFORM event_store.guard('read_model.conveyance_receipt_history', 'PERSON', self);
    PERFORM event_store.guard('read_model.conveyed_at');
END $$;
