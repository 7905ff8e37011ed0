namespace SocialCommerce.Payouts.Payees;

/// <summary>How a payee is read.</summary>
internal static class PayeeSql
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
    public static Func<IReadOnlyList<Payee>> Payees(
        this PayoutsBatch batch, SecretProtector protector, Caller caller, long[] keys)
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
                Hidden(protector.Open(shopId, NamePlace(row.PayeeKey), row.Name)),
                Tail(protector.Open(shopId, IdentityPlace(row.PayeeKey), row.Identity)),
                [.. customers.List.Where(one => one.PayeeKey == row.PayeeKey).Select(one => one.CustomerId)],
                [.. agreements.List.Where(one => one.PayeeKey == row.PayeeKey)
                    .Select(one => new PayeeAgreement(one.Version, one.AcceptedAt, one.Ip, one.TextHash))],
                [.. accounts.List.Where(one => one.PayeeKey == row.PayeeKey).Select(one => one.ToAccount())],
                row.CreatedAt, row.VerifiedAt, row.VerifiedBy, protector.Document(caller, row))),
        ];
    }

    /// <summary>Reads payees at one instant.</summary>
    public static Task<IReadOnlyList<Payee>> Payees(
        this Db db, SecretProtector protector, Caller caller, long[] keys, CancellationToken cancel) =>
        db.ReadSnapshot(caller.Shop.Id, async transaction =>
        {
            var batch = transaction.Batch();
            var payees = batch.Payouts.Payees(protector, caller, keys);
            await batch.Run(cancel);
            return payees();
        }, cancel);

    /// <summary>The one payee that was read, or 404.</summary>
    public static Payee OrNotFound(this IReadOnlyList<Payee> payees, string id) =>
        payees is [var payee, ..] ? payee : throw PayeeProblems.PayeeNotFound.For(id);

    /// <summary>The last characters of a number, never all of it.</summary>
    public static string Tail(string number) =>
        $"…{number[Math.Max(number.Length - Shown, (number.Length + 1) / 2)..]}";

    /// <summary>
    /// A sealed name: in full for named persons who pay, approve or audit; else all but its first character hidden.
    /// </summary>
    public static string Name(this SecretProtector protector, Caller caller, long payeeKey, byte[] name)
    {
        var open = protector.Open(caller.Shop.Id, NamePlace(payeeKey), name);
        return caller.Person?.Holds(Readers) == true ? open : Hidden(open);
    }

    /// <summary>
    /// The document that a payee was verified by: in full for named persons who pay, approve or audit; else its last
    /// characters.
    /// </summary>
    private static string? Document(this SecretProtector protector, Caller caller, PayeeRow row)
    {
        var open = row.DocumentSealed is { } text
            ? protector.Open(caller.Shop.Id, DocumentPlace(row.PayeeKey), text)
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
