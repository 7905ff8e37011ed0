using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Payees;

/// <summary>Opens the legal names of payees for the documents that are made out to them.</summary>
public sealed class PayeeNames(PayoutContext context)
{
    /// <summary>The legal name of the payee behind a customer, verified or as it was entered; null for none.</summary>
    public async Task<string?> Of(ShopTransaction transaction, long customerKey)
    {
        var reads = transaction.Batch();
        var names = reads.Rows<NameRow>(NameSql, new { shop = transaction.ShopId, customerKey });
        await reads.Run(transaction.Cancel);
        return names.First is { } row
            ? context.Vault.Open(transaction.ShopId, PayeeSql.NamePlace(row.PayeeKey), row.Name)
            : null;
    }

    private sealed record NameRow(long PayeeKey, byte[] Name);

    private const string NameSql = """
        select p.payee_key, p.name
        from payee_customers pc join payees p on p.shop_id = @shop and p.payee_key = pc.payee_key
        where pc.shop_id = @shop and pc.customer_key = @customerKey
        """;
}
