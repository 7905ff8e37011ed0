-- Tax that was withheld wrongly is put right for the month in which it was withheld.
alter table adjustments add column tax_month text collate "C";
alter table adjustments drop constraint adjustments_kind_check;
alter table adjustments add constraint adjustments_kind_check
    check (kind in ('credit', 'debit', 'repayment', 'writeOff', 'taxRefund', 'taxCharge'));
alter table adjustments add check ((tax_month is not null) = (kind in ('taxRefund', 'taxCharge')));
