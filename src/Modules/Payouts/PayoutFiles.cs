using System.Globalization;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>The formats in which a manual batch is given to a bank.</summary>
public static class FileFormat
{
    /// <summary>The product's own file: amounts in minor units, no day and no debtor.</summary>
    public const string Csv = "csv";

    /// <summary>ISO 20022 customer credit transfer initiation, pain.001.001.09.</summary>
    public const string Pain001 = "pain001";

    /// <summary>A bank's spreadsheet: execution date, debtor, amounts in the major unit.</summary>
    public const string BankCsv = "bankCsv";

    /// <summary>Every format.</summary>
    public static readonly IReadOnlyCollection<string> Known = [Csv, Pain001, BankCsv];

    /// <summary>The formats that name an execution date, and are replaced where that has to change.</summary>
    public static readonly IReadOnlyCollection<string> Dated = [Pain001, BankCsv];
}

/// <summary>A transfer as a file gives it to a bank.</summary>
/// <param name="BillNo">Our number of it.</param>
/// <param name="Name">The payee's legal name.</param>
/// <param name="Account">Account number or IBAN.</param>
/// <param name="Bank">Name or BIC of the payee's bank.</param>
/// <param name="Net">What goes to the payee, minor units.</param>
internal sealed record Transfer(string BillNo, string Name, string Account, string? Bank, long Net);

/// <summary>What a file says beside its transfers.</summary>
/// <param name="MessageId">Unique per file: the batch and its version.</param>
/// <param name="MadeAt">When it was made, by the shop's clock.</param>
/// <param name="ExecutionOn">The day on which the bank is to pay, such as <c>2026-02-13</c>.</param>
/// <param name="Debtor">The account that is paid from.</param>
/// <param name="Currency">Of every amount.</param>
internal sealed record FileHead(
    string MessageId, DateTimeOffset MadeAt, string ExecutionOn, Debtor Debtor, string Currency);

/// <summary>A file as it is kept.</summary>
internal sealed record KeptFile(long FileKey, int Version, string? ExecutionOn, string Hash, byte[] Content, int Rows)
{
    /// <summary>As the API shows it.</summary>
    /// <exception cref="Refused">409 FILE_ALTERED: its content is not the one that was made.</exception>
    public GetBatchFile.Result ToResult(Vault vault, long shopId, string batchId, string format)
    {
        var content = vault.TryOpen(shopId, PayoutFiles.ContentPlace(FileKey), Content);
        return content is not null && ResultFile.Hash(content) == Hash
            ? PayoutFiles.Result((batchId, format, Version), content, (Hash, Rows, ExecutionOn))
            : throw Refused.Conflict(
                "FILE_ALTERED", "The file that is kept is not the one that was made; do not give it to a bank.");
    }
}

/// <summary>Files that are made once, kept with their hash, and answered to the byte ever after.</summary>
internal static class PayoutFiles
{
    /// <summary>For what contents are sealed.</summary>
    public const string ContentPurpose = "payout.file";

    /// <summary>Where the content of a file is sealed.</summary>
    public static SealedPlace ContentPlace(long fileKey) => new("payout_files", "content", fileKey, ContentPurpose);

    private const int MaxAccount = 34;

    private static readonly string[] OwnHeader = ["billNo", "name", "account", "bank", "amountMinor", "currency"];

    private static readonly string[] BankHeader =
    [
        "executionDate", "debtorName", "debtorAccount", "endToEndId", "creditorName", "creditorAccount",
        "creditorBank", "amount", "currency",
    ];

    /// <summary>The latest file of a batch in a format.</summary>
    public static Rows<KeptFile> LatestFile(this Batch batch, long shopId, long key, string format) =>
        batch.Rows<KeptFile>(LatestSql, new { shop = shopId, key, format });

    /// <summary>The key of the file that is made next: what is sealed is bound to its row.</summary>
    public static Rows<long> NextFile(this Batch batch) => batch.Rows<long>(NextKeySql, new { });

    /// <summary>The transfers of a batch, names and accounts opened, in the order of their bills.</summary>
    public static Func<IReadOnlyList<Transfer>> Transfers(this Batch batch, Vault vault, long shopId, long key)
    {
        var rows = batch.Rows<TransferRow>(TransfersSql, new { shop = shopId, key });
        return () => [.. rows.List.Select(row => row.ToTransfer(vault, shopId))];
    }

    /// <summary>Makes a version of a file and keeps it; the batch is locked.</summary>
    public static GetBatchFile.Result Keep(
        this Batch batch, Caller caller, Vault vault,
        (long File, long Key, string BatchId, string Format, int Version) of,
        (string? ExecutionOn, string? Reason, DateTimeOffset Now) what, Debtor? debtor,
        IReadOnlyList<Transfer> transfers)
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
            content = vault.Seal(shop.Id, ContentPlace(of.File), content),
            rows = transfers.Count,
            what.Reason,
            by = caller.Person?.OperatorId,
            what.Now,
        });
        batch.Log(shop.Id, caller, new Change(
            "payoutFile", of.BatchId, null, new { of.Format, of.Version, what.ExecutionOn, hash }, what.Reason));
        return Result((of.BatchId, of.Format, of.Version), content, (hash, transfers.Count, what.ExecutionOn));
    }

    /// <summary>A file as the API shows it; one that names no day is never replaced, and has no version.</summary>
    public static GetBatchFile.Result Result(
        (string BatchId, string Format, int Version) of, string content,
        (string Hash, int Rows, string? ExecutionOn) what) => new(
            Name(of.BatchId, of.Format, of.Version), content, what.Hash, what.Rows, of.Format,
            what.ExecutionOn is null ? null : of.Version, what.ExecutionOn);

    /// <summary>The day asked for, which is not over; by default the day after.</summary>
    /// <exception cref="Refused">422 DATE_INVALID or DATE_PASSED, at the pointer.</exception>
    public static string ExecutionOn(string? asked, DateTimeOffset now, string timeZone, string pointer)
    {
        var today = TaxMonth.DateOf(now, timeZone);
        if (asked is null) return TaxMonth.Text(today.AddDays(1));
        if (!TaxMonth.IsDate(asked))
            throw Refused.Invalid("DATE_INVALID", "A date is written 2026-01-31.", pointer);
        return string.CompareOrdinal(asked, TaxMonth.Text(today)) >= 0
            ? asked
            : throw Refused.Invalid("DATE_PASSED", $"Today is {TaxMonth.Text(today)}.", pointer);
    }

    /// <summary>A bank's file.</summary>
    /// <exception cref="Refused">409 ACCOUNT_TOO_LONG: banks take no such account.</exception>
    private static string Dated(string format, FileHead head, IReadOnlyList<Transfer> transfers)
    {
        if (transfers.FirstOrDefault(one => one.Account.Length > MaxAccount) is { } unfit)
            throw Refused.Conflict(
                "ACCOUNT_TOO_LONG", $"The account of {unfit.BillNo} has more than {MaxAccount} characters.");
        return format == FileFormat.Pain001 ? Pain001.Of(head, transfers) : Bank(head, transfers);
    }

    private static string Own(IReadOnlyList<Transfer> transfers, string currency) => Csv.Exact(
        transfers.Select(one => new[]
        {
            one.BillNo, one.Name, one.Account, one.Bank, $"{one.Net}", currency,
        }).Prepend(OwnHeader));

    private static string Bank(FileHead head, IReadOnlyList<Transfer> transfers) => Csv.ForSpreadsheets(
        transfers.Select(one => new[]
        {
            head.ExecutionOn, head.Debtor.Name, head.Debtor.Account, one.BillNo, one.Name, one.Account, one.Bank,
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
        string BillNo, long PayeeKey, byte[] Name, long AccountKey, byte[] Details, string? ApprovedHash, long Net)
    {
        public Transfer ToTransfer(Vault vault, long shopId)
        {
            var account = vault.RequireApproved(
                shopId, new AccountToPay(AccountKey, PayeeKey, Details, ApprovedHash), BillNo);
            return new Transfer(
                BillNo, vault.Open(shopId, PayeeReading.NamePlace(PayeeKey), Name), account.Account, account.Bank, Net);
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
        select b.bill_no, b.payee_key, p.name, a.account_key, a.details, a.approved_hash, b.net
        from payout_bills b
        join payouts o on o.shop_id = @shop and o.payout_key = b.payout_key
        join payees p on p.shop_id = @shop and p.payee_key = b.payee_key
        join payee_accounts a on a.shop_id = @shop and a.account_key = b.account_key
        where b.shop_id = @shop and o.batch_key = @key order by b.bill_key
        """;
}
