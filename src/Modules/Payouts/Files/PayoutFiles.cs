using System.Globalization;
using SocialCommerce.Payouts.Accounts;
using SocialCommerce.Payouts.Payees;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Files;

/// <summary>Files that are made once, kept with their hash, and answered to the byte ever after.</summary>
internal static class PayoutFiles
{
    /// <summary>For what contents are sealed.</summary>
    public const string ContentPurpose = "payout.file";

    /// <summary>Where the content of a file is sealed.</summary>
    public static SealedPlace ContentPlace(long fileKey) => new("payout_files", "content", fileKey, ContentPurpose);

    private const int MaxAccount = 34;

    private static readonly string[] OwnHeader = ["transferNo", "name", "account", "bank", "amountMinor", "currency"];

    private static readonly string[] BankHeader =
    [
        "executionDate", "debtorName", "debtorAccount", "endToEndId", "creditorName", "creditorAccount",
        "creditorBank", "amount", "currency",
    ];

    /// <summary>The latest file of a batch in a format.</summary>
    public static PendingRows<KeptFile> LatestFile(this PayoutsBatch batch, long shopId, long key, string format) =>
        batch.Rows<KeptFile>(LatestSql, new { shop = shopId, key, format });

    /// <summary>The key of the file that is made next: what is sealed is bound to its row.</summary>
    public static PendingRows<long> NextFile(this PayoutsBatch batch) => batch.Rows<long>(NextKeySql, new { });

    /// <summary>The transfers of a batch, names and accounts opened, in the order of their transfers.</summary>
    public static Func<IReadOnlyList<FileTransfer>> Transfers(
        this PayoutsBatch batch, SecretProtector protector, long shopId, long key)
    {
        var rows = batch.Rows<TransferRow>(TransfersSql, new { shop = shopId, key });
        return () => [.. rows.List.Select(row => row.ToTransfer(protector, shopId))];
    }

    /// <summary>Makes a version of a file and keeps it; the batch is locked.</summary>
    public static GetPayoutBatchFile.Result Keep(
        this PayoutsBatch batch, Caller caller, SecretProtector protector,
        (long File, long Key, string BatchId, string Format, int Version) of,
        (string? ExecutionOn, string? Reason, DateTimeOffset Now) what, Debtor? debtor,
        IReadOnlyList<FileTransfer> transfers)
    {
        var shop = caller.Shop;
        var content = what.ExecutionOn is { } day
            ? Dated(
                of.Format, new FileHead(MessageId(of.BatchId, of.Version), what.Now, day, debtor!, shop.Currency),
                transfers)
            : Own(transfers, shop.Currency);
        var hash = ResultFile.Hash(content);
        batch.Do(InsertSql, new
        {
            shop = shop.Id,
            of.File,
            of.Key,
            of.Format,
            of.Version,
            what.ExecutionOn,
            hash,
            content = protector.Seal(shop.Id, ContentPlace(of.File), content),
            rows = transfers.Count,
            what.Reason,
            by = caller.Person?.OperatorId,
            what.Now,
        });
        batch.Sql.Log(shop.Id, caller, new AuditEntry(
            "payoutFile", of.BatchId, null, new { of.Format, of.Version, what.ExecutionOn, hash }, what.Reason));
        return Result((of.BatchId, of.Format, of.Version), content, (hash, transfers.Count, what.ExecutionOn));
    }

    /// <summary>A file as the API shows it; one that names no day is never replaced, and has no version.</summary>
    public static GetPayoutBatchFile.Result Result(
        (string BatchId, string Format, int Version) of, string content,
        (string Hash, int Rows, string? ExecutionOn) what) => new(
            Name(of.BatchId, of.Format, of.Version), content, what.Hash, what.Rows, of.Format,
            what.ExecutionOn is null ? null : of.Version, what.ExecutionOn);

    /// <summary>The day asked for, which is not over; by default the day after.</summary>
    /// <exception cref="ProblemException">422 DATE_INVALID or DATE_PASSED, at the pointer.</exception>
    public static string ExecutionOn(string? asked, DateTimeOffset now, string timeZone, string pointer)
    {
        var today = Periods.DayOf(now, timeZone);
        if (asked is null) return Periods.Text(today.AddDays(1));
        if (!Periods.IsDate(asked))
            throw PayoutFileProblems.DateInvalid.Because("A date is written 2026-01-31.", pointer);
        return string.CompareOrdinal(asked, Periods.Text(today)) >= 0
            ? asked
            : throw PayoutFileProblems.DatePassed.Because($"Today is {Periods.Text(today)}.", pointer);
    }

    /// <summary>A bank's file.</summary>
    /// <exception cref="ProblemException">409 ACCOUNT_TOO_LONG: banks take no such account.</exception>
    private static string Dated(string format, FileHead head, IReadOnlyList<FileTransfer> transfers)
    {
        if (transfers.FirstOrDefault(one => one.Account.Length > MaxAccount) is { } unfit)
            throw PayoutFileProblems.AccountTooLong.Because(
                $"The account of {unfit.TransferNo} has more than {MaxAccount} characters.");
        return format == FileFormat.Pain001 ? Pain001.Of(head, transfers) : Bank(head, transfers);
    }

    private static string Own(IReadOnlyList<FileTransfer> transfers, string currency) => Csv.Exact(
        transfers.Select(one => new[]
        {
            one.TransferNo, one.Name, one.Account, one.Bank, $"{one.Net}", currency,
        }).Prepend(OwnHeader));

    private static string Bank(FileHead head, IReadOnlyList<FileTransfer> transfers) => Csv.ForSpreadsheets(
        transfers.Select(one => new[]
        {
            head.ExecutionOn, head.Debtor.Name, head.Debtor.Account, one.TransferNo, one.Name, one.Account, one.Bank,
            Currencies.Major(one.Net, head.Currency), head.Currency,
        }).Prepend(BankHeader));

    // At most 35 letters, digits and dashes, whatever the bank.
    private static string MessageId(string batchId, int version) => string.Create(
        CultureInfo.InvariantCulture, $"{batchId.Replace('_', '-').ToUpperInvariant()}-{version}");

    /// <summary>What to call a file.</summary>
    public static string Name(string batchId, string format, int version) => format == FileFormat.Csv
        ? $"{batchId}.csv"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{batchId}-{version}{(format == FileFormat.Pain001 ? ".pain.001.xml" : "-bank.csv")}");

    private sealed record TransferRow(
        string TransferNo, long PayeeKey, byte[] Name, long AccountKey, byte[] Details, string? ApprovedHash, long Net)
    {
        public FileTransfer ToTransfer(SecretProtector protector, long shopId)
        {
            var account = protector.RequireApproved(
                shopId, new AccountToPay(AccountKey, PayeeKey, Details, ApprovedHash), TransferNo);
            return new FileTransfer(
                TransferNo, protector.Open(shopId, PayeeSql.NamePlace(PayeeKey), Name), account.Account, account.Bank,
                Net);
        }
    }

    private const string LatestSql = """
        select file_key, version, execution_on, hash, content, rows from payout_files
        where shop_id = @shop and batch_key = @key and format = @format order by version desc limit 1
        """;

    private const string NextKeySql = "select nextval('payout_files_file_key_seq')";

    private const string InsertSql = """
        insert into payout_files (shop_id, file_key, batch_key, format, version, execution_on, hash, content, rows,
            reason, made_by, made_at)
        overriding system value
        values (@shop, @file, @key, @format, @version, @executionOn, @hash, @content, @rows, @reason, @by, @now)
        """;

    private const string TransfersSql = """
        select b.transfer_no, b.payee_key, p.name, a.account_key, a.details, a.approved_hash, b.net
        from payout_transfers b
        join payouts o on o.shop_id = @shop and o.payout_key = b.payout_key
        join payees p on p.shop_id = @shop and p.payee_key = b.payee_key
        join payee_accounts a on a.shop_id = @shop and a.account_key = b.account_key
        where b.shop_id = @shop and o.batch_key = @key order by b.transfer_key
        """;
}
