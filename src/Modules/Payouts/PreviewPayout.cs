using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>What a sum would come to if it were paid out now.</summary>
/// <param name="Gross">Before tax.</param>
/// <param name="Tax">What would be withheld.</param>
/// <param name="Net">What would be paid.</param>
/// <param name="TaxMonth">The month in which it would count.</param>
/// <param name="TaxMode">
/// The shop's tax mode now: <c>none</c>, <c>cnLaborPerMonth</c>, <c>cnPlatformCumulative</c> or <c>external</c>.
/// </param>
/// <param name="TaxTable">The version of the rates; absent where nothing is withheld by rates.</param>
public sealed record PayoutPreview(
    Money Gross, Money Tax, Money Net, string TaxMonth, string TaxMode, string? TaxTable);

/// <summary>Previews the tax on a payout, by the code that books it.</summary>
public sealed class PayoutPreviews(Caller caller, PayoutDesk desk)
{
    /// <summary>What a customer's sum would come to now, beside what their payee was paid in the period.</summary>
    public async Task<PayoutPreview> Of(Work work, long customerKey, long gross)
    {
        var shop = caller.Shop;
        var first = work.Batch();
        var state = first.ShopState(shop.Id);
        var settings = first.PayoutSettings(shop.Id, desk.Origin);
        var payee = first.Rows<PayeeRow>(PayeeSql, new { shop = shop.Id, customerKey });
        await first.Run(work.Cancel);
        var now = state.First!.Now(shop, desk.Time);
        var plan = new PayoutPlan(Channel.Manual, settings.First!, TaxMonth.Of(now, shop.TimeZone), now);

        var second = work.Batch();
        var positions = second.Positions(shop, payee.First is { } known ? [known.PayeeKey] : [], plan);
        await second.Run(work.Cancel);
        var position = positions().GetValueOrDefault(payee.First?.PayeeKey ?? 0, new TaxPosition(0, 0));
        var table = plan.TableFor(payee.First?.Kind);
        var tax = Tax.Withhold(table, position, gross);
        return new PayoutPreview(
            shop.Money(gross), shop.Money(tax), shop.Money(gross - tax), plan.Month, settings.First!.TaxMode,
            table?.Id);
    }

    private sealed record PayeeRow(long PayeeKey, string Kind);

    private const string PayeeSql = """
        select p.payee_key, p.kind
        from payee_customers pc join payees p on p.shop_id = @shop and p.payee_key = pc.payee_key
        where pc.shop_id = @shop and pc.customer_key = @customerKey
        """;
}
