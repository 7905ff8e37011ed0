-- Why and by whom a partner was suspended, given the tier back, or resigned; null for promotions.
alter table partner_history add column reason text, add column decided_by text collate "C";
