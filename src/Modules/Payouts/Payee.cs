using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>The legal person behind one or more customers, to whom payouts go and whose tax is withheld.</summary>
/// <param name="PayeeId">Its id.</param>
/// <param name="Kind"><c>person</c> or <c>business</c>.</param>
/// <param name="Name">The legal name, all but its first character hidden.</param>
/// <param name="IdentityNumber">The last four characters of the identity number; never more.</param>
/// <param name="CustomerIds">The customers who are this person.</param>
/// <param name="Agreements">What was accepted, oldest first.</param>
/// <param name="Accounts">Where payouts may go, oldest first.</param>
/// <param name="CreatedAt">When it was entered.</param>
/// <param name="VerifiedAt">When the name was verified; absent until then.</param>
/// <param name="VerifiedBy">Who verified it.</param>
/// <param name="Document">What it was verified by: in full for named persons who pay, approve or audit, else its last
/// characters.</param>
public sealed record Payee(
    string PayeeId, string Kind, string Name, string IdentityNumber, IReadOnlyList<string> CustomerIds,
    IReadOnlyList<PayeeAgreement> Agreements, IReadOnlyList<PayeeAccount> Accounts, DateTimeOffset CreatedAt,
    DateTimeOffset? VerifiedAt, string? VerifiedBy, string? Document)
{
    /// <summary>Prefix of ids.</summary>
    internal const string Prefix = "pye";

    /// <summary>The key of an id, or 404.</summary>
    internal static long KeyOf(string payeeId) =>
        PublicId.KeyOf(Prefix, payeeId) ?? throw Refused.NotFound("payee", payeeId);
}

/// <summary>An agreement that a payee accepted.</summary>
/// <param name="Version">Which one.</param>
/// <param name="AcceptedAt">When.</param>
/// <param name="Ip">From where; absent where that was not told.</param>
/// <param name="TextHash">SHA-256 of the text shown.</param>
public sealed record PayeeAgreement(
    string Version, DateTimeOffset AcceptedAt, string? Ip = null, string? TextHash = null);

/// <summary>An account of a payee.</summary>
/// <param name="AccountId">Its id.</param>
/// <param name="Channel"><c>manual</c> or <c>wechat</c>.</param>
/// <param name="Masked">Enough to recognise it by.</param>
/// <param name="ProposedAt">When it was entered.</param>
/// <param name="ProposedBy">Who entered it; absent where the shop's backend did.</param>
/// <param name="ApprovedAt">When a second person approved it; absent until then.</param>
/// <param name="ApprovedBy">Who approved it.</param>
/// <param name="UsableFrom">From when it is paid to: after a change payouts pause.</param>
/// <param name="FirstApprovedBy">
/// The first of the two people who approve an account that a backend entered; absent for others.
/// </param>
public sealed record PayeeAccount(
    string AccountId, string Channel, string Masked, DateTimeOffset ProposedAt, string? ProposedBy,
    DateTimeOffset? ApprovedAt, string? ApprovedBy, DateTimeOffset? UsableFrom, string? FirstApprovedBy = null)
{
    /// <summary>Prefix of ids.</summary>
    internal const string Prefix = "pac";
}

/// <summary>How a payee is read.</summary>
internal static class PayeeReading
{
    /// <summary>For what the name is sealed.</summary>
    public const string NamePurpose = "payee.name";

    /// <summary>For what the identity number is sealed.</summary>
    public const string IdentityPurpose = "payee.identity";

    /// <summary>For what accounts are sealed.</summary>
    public const string AccountPurpose = "payee.account";

    /// <summary>For what the document is sealed that a name was verified by.</summary>
    public const string DocumentPurpose = "payee.document";

    private const int Shown = 4;
    private static readonly string[] Readers = [Roles.Finance, Roles.Approver, Roles.Auditor];

    /// <summary>Where a payee's name is sealed.</summary>
    public static SealedPlace NamePlace(long payeeKey) => new("payees", "name", payeeKey, NamePurpose);

    /// <summary>Where a payee's identity number is sealed.</summary>
    public static SealedPlace IdentityPlace(long payeeKey) => new("payees", "identity", payeeKey, IdentityPurpose);

    /// <summary>Where the document is sealed that a payee was verified by.</summary>
    public static SealedPlace DocumentPlace(long payeeKey) =>
        new("payees", "document_sealed", payeeKey, DocumentPurpose);

    /// <summary>Where an account is sealed.</summary>
    public static SealedPlace AccountPlace(long accountKey) =>
        new("payee_accounts", "details", accountKey, AccountPurpose);

    /// <summary>Adds the statements that read payees; the result makes them once the batch has run.</summary>
    public static Func<IReadOnlyList<Payee>> Payees(this Batch batch, Vault vault, Caller caller, long[] keys)
    {
        var shopId = caller.Shop.Id;
        var payees = batch.Rows<PayeeRow>(PayeesSql, new { shop = shopId, keys });
        var customers = batch.Rows<CustomerRow>(CustomersSql, new { shop = shopId, keys });
        var agreements = batch.Rows<AgreementRow>(AgreementsSql, new { shop = shopId, keys });
        var accounts = batch.Rows<AccountRow>(AccountsSql, new { shop = shopId, keys });
        return () =>
        [
            .. payees.List.Select(row => new Payee(
                PublicId.Of(Payee.Prefix, row.PayeeKey), row.Kind,
                Hidden(vault.Open(shopId, NamePlace(row.PayeeKey), row.Name)),
                Tail(vault.Open(shopId, IdentityPlace(row.PayeeKey), row.Identity)),
                [.. customers.List.Where(one => one.PayeeKey == row.PayeeKey).Select(one => one.CustomerId)],
                [.. agreements.List.Where(one => one.PayeeKey == row.PayeeKey)
                    .Select(one => new PayeeAgreement(one.Version, one.AcceptedAt, one.Ip, one.TextHash))],
                [.. accounts.List.Where(one => one.PayeeKey == row.PayeeKey).Select(one => one.ToAccount())],
                row.CreatedAt, row.VerifiedAt, row.VerifiedBy, vault.Document(caller, row))),
        ];
    }

    /// <summary>The one payee that was read, or 404.</summary>
    public static Payee OrNotFound(this IReadOnlyList<Payee> payees, string id) =>
        payees is [var payee, ..] ? payee : throw Refused.NotFound("payee", id);

    /// <summary>The last characters of a number, never all of it.</summary>
    public static string Tail(string number) =>
        $"…{number[Math.Max(number.Length - Shown, (number.Length + 1) / 2)..]}";

    /// <summary>
    /// A sealed name: in full for named persons who pay, approve or audit; else all but its first character hidden.
    /// </summary>
    public static string Name(this Vault vault, Caller caller, long payeeKey, byte[] name)
    {
        var open = vault.Open(caller.Shop.Id, NamePlace(payeeKey), name);
        return caller.Person?.Holds(Readers) == true ? open : Hidden(open);
    }

    /// <summary>
    /// The document that a payee was verified by: in full for named persons who pay, approve or audit; else its last
    /// characters.
    /// </summary>
    private static string? Document(this Vault vault, Caller caller, PayeeRow row)
    {
        var open = row.DocumentSealed is { } text
            ? vault.Open(caller.Shop.Id, DocumentPlace(row.PayeeKey), text)
            : row.Document;
        return open is null || caller.Person?.Holds(Readers) == true ? open : Tail(open);
    }

    private static string Hidden(string name)
    {
        var first = System.Globalization.StringInfo.GetNextTextElement(name);
        return $"{first}…";
    }

    private sealed record PayeeRow(
        long PayeeKey, string Kind, byte[] Name, byte[] Identity, DateTimeOffset CreatedAt, DateTimeOffset? VerifiedAt,
        string? VerifiedBy, string? Document, byte[]? DocumentSealed);

    private sealed record CustomerRow(long PayeeKey, string CustomerId);

    private sealed record AgreementRow(
        long PayeeKey, string Version, DateTimeOffset AcceptedAt, string? Ip, string? TextHash);

    private sealed record AccountRow(
        long PayeeKey, long AccountKey, string Channel, string Masked, DateTimeOffset ProposedAt, string? ProposedBy,
        DateTimeOffset? ApprovedAt, string? ApprovedBy, DateTimeOffset? UsableFrom, string? FirstApprovedBy)
    {
        public PayeeAccount ToAccount() => new(
            PublicId.Of(PayeeAccount.Prefix, AccountKey), Channel, Masked, ProposedAt, ProposedBy, ApprovedAt,
            ApprovedBy, UsableFrom, FirstApprovedBy);
    }

    private const string PayeesSql = """
        select payee_key, kind, name, identity, created_at, verified_at, verified_by, document, document_sealed
        from payees
        where shop_id = @shop and payee_key = any(@keys) order by payee_key
        """;

    private const string CustomersSql = """
        select p.payee_key, c.customer_id
        from payee_customers p join customers c on c.shop_id = @shop and c.customer_key = p.customer_key
        where p.shop_id = @shop and p.payee_key = any(@keys) order by c.customer_id
        """;

    private const string AgreementsSql = """
        select payee_key, version, accepted_at, ip, text_hash from payee_agreements
        where shop_id = @shop and payee_key = any(@keys) order by accepted_at, version
        """;

    private const string AccountsSql = """
        select payee_key, account_key, channel, masked, proposed_at, proposed_by, approved_at, approved_by, usable_from,
            first_approved_by
        from payee_accounts where shop_id = @shop and payee_key = any(@keys) order by account_key
        """;
}
