using SocialCommerce.Payouts.Payees;

namespace SocialCommerce.Payouts.Accounts;

/// <summary>
/// Destroys what is sealed of payees who stand behind no other customer: sealed pseudonyms take its place, so that
/// every sealed value still opens where it stands.
/// </summary>
internal static class ErasedPayees
{
    /// <summary>Erases the payees of an erasure.</summary>
    public static async Task Erase(ShopTransaction transaction, SecretProtector protector, ErasureUnderWay erasure)
    {
        var shop = transaction.ShopId;
        var finding = transaction.Batch();
        var found = finding.Rows<AccountRow>(FindSql, new { shop, erasure = erasure.Key });
        await finding.Run(transaction.Cancel);
        if (found.List.Count == 0) return;
        var writes = transaction.Batch();
        foreach (var payee in found.List.GroupBy(row => row.PayeeKey))
        {
            // Of several payees of one erasure each keeps an identity of its own.
            var identity = $"{erasure.Pseudonym}-{payee.Key}";
            long[] accounts = [.. payee.Select(row => row.AccountKey).OfType<long>()];
            var details = Json.Write(new AccountDetails(erasure.Pseudonym));
            writes.Rows<string>(EraseSql, new
            {
                shop,
                erasure = erasure.Key,
                payeeKey = payee.Key,
                name = protector.Seal(shop, PayeeSql.NamePlace(payee.Key), erasure.Pseudonym),
                identity = protector.Seal(shop, PayeeSql.IdentityPlace(payee.Key), identity),
                hash = protector.Fingerprint(shop, PayeeSql.IdentityPurpose, identity),
                accounts,
                details = accounts.Select(key => protector.Seal(shop, PayeeSql.AccountPlace(key), details)).ToArray(),
            });
        }
        await writes.Run(transaction.Cancel);
    }

    private sealed record AccountRow(long PayeeKey, long? AccountKey);

    private const string FindSql = """
        select p.payee_key, a.account_key
        from erasure_payees(@shop, @erasure) as p(payee_key)
        left join payee_accounts a on a.shop_id = @shop and a.payee_key = p.payee_key
        order by p.payee_key, a.account_key
        """;

    private const string EraseSql = """
        select erase_payee(@shop, @erasure, @payeeKey, @name, @identity, @hash, @accounts, @details)::text
        """;
}
