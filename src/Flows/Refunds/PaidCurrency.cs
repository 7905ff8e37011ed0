using SocialCommerce.Ladder.PaidCurrencies;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Flows.Refunds;

/// <summary>Refunds that are stated in the currency in which their order was paid.</summary>
internal static class PaidCurrency
{
    /// <summary>
    /// The refund in the shop's currency; null where it is in one in which the order was not paid. A refund in the
    /// shop's currency costs no read.
    /// </summary>
    public static async Task<RefundContent?> Convert(
        ShopTransaction transaction, Shop shop, RefundInputs inputs, RefundContent refund)
    {
        if (refund.IsIn(shop.Currency)) return refund;
        var batch = transaction.Batch();
        var paid = batch.Ladder.PaidOrder(shop.Id);
        var refunds = batch.Ladder.PaidRefunds(shop.Id);
        await batch.Run(transaction.Cancel);
        return RefundConversion.Of(
            paid.First, inputs.Order!, inputs.Lines, refunds.List, refund, shop.Currency);
    }

    /// <summary>The refusal of a refund in a currency in which its order was not paid.</summary>
    public static ValidationFailedException Mismatch(Shop shop, RefundContent refund) => new(
    [
        .. refund.Moneys().Where(one => one.Money.Currency != shop.Currency).Select(one => new ProblemError(
            one.Pointer, "CURRENCY_MISMATCH",
            $"The order was not paid in {one.Money.Currency}; this shop's currency is {shop.Currency}.")),
    ]);
}
