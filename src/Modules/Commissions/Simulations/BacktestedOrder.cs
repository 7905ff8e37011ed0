using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Simulations;

/// <summary>An order as a backtest with re-evaluated tiers has computed it.</summary>
/// <param name="OrderKey">The order.</param>
/// <param name="People">
/// The buyer and the ancestors with the tiers that they would have held, as JSON; null where it makes no difference.
/// </param>
public sealed record BacktestedOrder(long OrderKey, string? People)
{
    /// <summary>The kept data of an order.</summary>
    /// <param name="orderKey">The order.</param>
    /// <param name="real">Its snapshot with the tiers as they were.</param>
    /// <param name="scratch">The same with re-evaluated ones.</param>
    public static BacktestedOrder Of(long orderKey, Snapshot real, Snapshot scratch) =>
        new(orderKey, real.People.Zip(scratch.People, Same).All(same => same) ? null : Json.Write(scratch.People));

    /// <summary>The snapshot of which the order is computed.</summary>
    public Snapshot Of(Snapshot real) => People is null ? real : real.With(Json.Read<List<SnapshotPerson>>(People));

    private static bool Same(SnapshotPerson one, SnapshotPerson other) =>
        (one.Tier, one.Active) == (other.Tier, other.Active) && (one.Floors ?? []).SequenceEqual(other.Floors ?? []);
}
