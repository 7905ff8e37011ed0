using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;
using SocialCommerce.Payouts.Payees;

namespace SocialCommerce.Payouts.Accounts;

/// <summary>
/// What a second person approved of an account stays known by a keyed hash over account, payee and details, which only
/// a server with the key can make. Every step that pays compares it, so that an account that was moved, exchanged or
/// approved by hand in the database is not paid to.
/// </summary>
public static class ApprovedAccounts
{
    private const string Purpose = "payee.account.approved";

    /// <summary>The hash of an approval: HMAC-SHA256 in lower-case hexadecimal.</summary>
    internal static string ApprovalHash(
        this SecretProtector protector, long shopId, (long AccountKey, long PayeeKey) of, string details) =>
        Convert.ToHexStringLower(protector.Fingerprint(shopId, Purpose, $"{of.AccountKey}|{of.PayeeKey}|{details}"));

    /// <summary>The account's details; null where they are not what was approved for this payee.</summary>
    internal static AccountDetails? Approved(this SecretProtector protector, long shopId, AccountToPay account)
    {
        if (protector.TryOpen(shopId, PayeeSql.AccountPlace(account.AccountKey), account.Details) is not { } text)
            return null;
        var isKnown = account.ApprovedHash is null
            ? SecretProtector.IsOfFirstForm(account.Details)
            : CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(account.ApprovedHash), Encoding.UTF8.GetBytes(
                    protector.ApprovalHash(shopId, (account.AccountKey, account.PayeeKey), text)));
        return isKnown ? Json.Read<AccountDetails>(text) : null;
    }

    /// <summary>The account's details, of a payment that is on its way.</summary>
    /// <exception cref="ProblemException">409 ACCOUNT_ALTERED: they are not what was approved for this
    /// payee.</exception>
    internal static AccountDetails RequireApproved(
        this SecretProtector protector, long shopId, AccountToPay account, string transferNo) =>
        protector.Approved(shopId, account) ?? throw AccountProblems.AccountAltered.Because(
            $"The account of transfer {transferNo} is not the one that was approved; have a new account "
            + "entered and approved, and ask who has changed the database.");

    /// <summary>
    /// Computes, as the table's owner, the hashes of accounts that were approved before hashes were kept, only for
    /// accounts with details in the form used at that time.
    /// </summary>
    /// <returns>How many were made.</returns>
    public static async Task<long> Adopt(NpgsqlDataSource source, SecretProtector protector, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(KeyRotation.AllShops);
        var made = 0L;
        foreach (var row in await connection.QueryAsync<ApprovedRow>(NotAdopted))
        {
            cancel.ThrowIfCancellationRequested();
            if (!SecretProtector.IsOfFirstForm(row.Details)
                || protector.TryOpen(row.Shop, PayeeSql.AccountPlace(row.AccountKey), row.Details) is not { } text)
                continue;
            made += await connection.ExecuteAsync(Adopting, new
            {
                shop = row.Shop,
                accountKey = row.AccountKey,
                hash = protector.ApprovalHash(row.Shop, (row.AccountKey, row.PayeeKey), text),
            });
        }
        return made;
    }

    private sealed record ApprovedRow(long Shop, long AccountKey, long PayeeKey, byte[] Details);

    // Run by the tables' owner, not by the module's role.
    private const string NotAdopted = """
        select shop_id as shop, account_key as "AccountKey", payee_key as "PayeeKey", details from payee_accounts
        where approved_at is not null and approved_hash is null order by shop_id, account_key
        """;

    private const string Adopting = """
        update payee_accounts set approved_hash = @hash
        where shop_id = @shop and account_key = @accountKey and approved_hash is null
        """;
}
