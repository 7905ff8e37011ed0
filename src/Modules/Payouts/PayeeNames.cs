using SocialCommerce.Kernel;

namespace SocialCommerce.Payouts;

/// <summary>Opens the legal names of payees for the documents that are made out to them.</summary>
public sealed class PayeeNames(PayoutDesk desk)
{
    /// <summary>The legal name of the payee behind a customer, verified or as it was entered; null for none.</summary>
    public async Task<string?> Of(Work work, long customerKey)
    {
        var reading = work.Batch();
        var names = reading.Rows<NameRow>(NameSql, new { shop = work.ShopId, customerKey });
        await reading.Run(work.Cancel);
        return names.First is { } row
            ? desk.Vault.Open(work.ShopId, PayeeReading.NamePlace(row.PayeeKey), row.Name)
            : null;
    }

    private sealed record NameRow(long PayeeKey, byte[] Name);

    private const string NameSql = """
        select p.payee_key, p.name
        from payee_customers pc join payees p on p.shop_id = @shop and p.payee_key = pc.payee_key
        where pc.shop_id = @shop and pc.customer_key = @customerKey
        """;
}
