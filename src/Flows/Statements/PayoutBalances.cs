using SocialCommerce.Commissions.Accruals;

namespace SocialCommerce.Flows.Statements;

/// <summary>
/// What a payout nets: payouts know what statements settled, commissions what has matured since, which follows from
/// time and not from bookings.
/// </summary>
internal static class PayoutBalances
{
    /// <summary>What people have that is matured and in no statement, once the batch has run.</summary>
    public static Func<IReadOnlyDictionary<long, long>> Open(
        SqlBatch batch, Shop shop, long[]? keys, DateTimeOffset now)
    {
        var balances = batch.Commissions.MaturedBalances(shop.Id, shop.Currency, keys, now);
        return () => balances.List.ToDictionary(one => one.CustomerKey, one => one.Balance);
    }
}
