using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Referrals.Bindings;

namespace SocialCommerce.Flows.Integrity;

/// <summary>Recomputes an order's place in its buyer's history, by which rules may be limited.</summary>
internal static class PlaceRecount
{
    /// <summary>What the histories say against the place in a snapshot; null when they say the same.</summary>
    /// <param name="order">The order.</param>
    /// <param name="snapshot">Its snapshot; the chain is right by now.</param>
    /// <param name="plan">The version in force, or null.</param>
    /// <param name="edge">The buyer's binding, or null.</param>
    /// <param name="number">Which of the buyer's orders it was; null where the version does not count them.</param>
    /// <param name="timeZone">The shop's zone.</param>
    public static string? Contradiction(
        BookedOrder order, Snapshot snapshot, PlanContent? plan, EdgeRow? edge, long? number, string timeZone)
    {
        var boundAt = snapshot.Chain.Count > 0 ? edge?.RecordedAt : null;
        var due = OrderPlace.Of(plan, number, boundAt, order.PaidAt, timeZone);
        return due == snapshot.Place
            ? null
            : $"the order is kept as the buyer's no. {snapshot.Place?.Number}, {snapshot.Place?.Days} days and "
                + $"{snapshot.Place?.Months} months after the binding; the histories say no. {due?.Number}, "
                + $"{due?.Days} days and {due?.Months} months";
    }
}
