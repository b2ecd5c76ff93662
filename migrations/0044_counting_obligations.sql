-- Obligations that may count in a rollup of some months: those that are open, and those that came or went in them. What
-- came is found by obligation_place; what went, here. Without it all that ever was owed at a place is looked through.
CREATE INDEX obligation_closed_there ON read_model.obligation (tenant_id, org_path, closed_on, obligation_id);
CREATE INDEX obligation_closed_there_history ON read_model.obligation_history
    (tenant_id, org_path, closed_on, obligation_id, known_from, known_to, true_from, true_to);
