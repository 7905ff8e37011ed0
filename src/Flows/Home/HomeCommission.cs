using SocialCommerce.Commissions.Balances;
using SocialCommerce.Payouts.Transfers;

namespace SocialCommerce.Flows.Home;

/// <summary>A customer's commission by where it is.</summary>
/// <param name="Pending">Inside the hold.</param>
/// <param name="Held">Held by chargebacks, accrual stops and disputes.</param>
/// <param name="Available">Matured; the next settlement makes a statement of it.</param>
/// <param name="Carried">Matured, but below the minimum of a statement: carried to the next settlement.</param>
/// <param name="AwaitingPayout">In statements and not paid.</param>
/// <param name="AwaitingConfirmation">Of that, what the customer has to confirm, after tax.</param>
/// <param name="Paid">What has reached the customer, after tax.</param>
/// <param name="Owed">What refunds have taken back beyond the balance; later commission pays it back.</param>
internal sealed record HomeCommission(
    Money Pending, Money Held, Money Available, Money Carried, Money AwaitingPayout, Money AwaitingConfirmation,
    Money Paid, Money Owed)
{
    public static HomeCommission Of(Shop shop, PartnerSummaryRow? row, long minimum, TransfersToConfirm toConfirm)
    {
        var available = row?.Available ?? 0;
        var carried = available > 0 && available < minimum;
        return new HomeCommission(
            shop.Money(row?.Pending ?? 0), shop.Money(row?.Held ?? 0),
            shop.Money(carried ? 0 : Math.Max(0, available)), shop.Money(carried ? available : 0),
            shop.Money(row?.Payable ?? 0), shop.Money(toConfirm.NetMinor), shop.Money(row?.Paid ?? 0),
            shop.Money(Math.Max(0, -available)));
    }
}
