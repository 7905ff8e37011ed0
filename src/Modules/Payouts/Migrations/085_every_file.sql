-- The product's own file is kept with its hash too, as the files for banks are; it names no day.
alter table payout_files
    alter column execution_on drop not null,
    drop constraint payout_files_format_check,
    add constraint payout_files_format_check check (format in ('csv', 'pain001', 'bankCsv')),
    add constraint payout_files_day_check check ((format = 'csv') = (execution_on is null));
