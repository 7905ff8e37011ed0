using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Planning;
using SocialCommerce.Payouts.Settings;
using SocialCommerce.Payouts.Taxes;

namespace SocialCommerce.Payouts.Transfers;

/// <summary>Previews the tax on a payout, by the code that books it.</summary>
public sealed class PayoutPreviews(Caller caller, PayoutContext context)
{
    /// <summary>What a customer's sum would come to now, beside what their payee was paid in the period.</summary>
    public async Task<PayoutPreview> Of(ShopTransaction transaction, long customerKey, long gross)
    {
        var shop = caller.Shop;
        var first = transaction.Batch();
        var state = first.ShopState(shop.Id);
        var settings = first.Payouts.SettingsInForce(shop.Id, context.Origin);
        var payee = first.Rows<PayeeRow>(PayeeSql, new { shop = shop.Id, customerKey });
        await first.Run(transaction.Cancel);
        var now = state.First!.Now(shop, context.Time);
        var plan = new PayoutPlan(PayoutChannel.Manual, settings.First!, TaxMonth.Of(now, shop.TimeZone), now);

        var second = transaction.Batch();
        var positions = second.Payouts.Positions(shop, payee.First is { } known ? [known.PayeeKey] : [], plan);
        await second.Run(transaction.Cancel);
        var position = positions().GetValueOrDefault(payee.First?.PayeeKey ?? 0, new TaxPosition(0, 0));
        var table = plan.TableFor(payee.First?.Kind);
        var tax = Tax.Withhold(table, position, gross);
        return new PayoutPreview(
            shop.Money(gross), shop.Money(tax), shop.Money(gross - tax), plan.Month, settings.First!.Content.TaxMode,
            table?.Id);
    }

    private sealed record PayeeRow(long PayeeKey, string Kind);

    private const string PayeeSql = """
        select p.payee_key, p.kind
        from payee_customers pc join payees p on p.shop_id = @shop and p.payee_key = pc.payee_key
        where pc.shop_id = @shop and pc.customer_key = @customerKey
        """;
}
