namespace SocialCommerce.Commissions.Costs;

/// <summary>A movement of an order's cost, with what its event left of the lines.</summary>
/// <param name="Change">What it adds to the accrual's net, signed; 0 where the shop bears it.</param>
/// <param name="Absorbed">The amount that the shop bears.</param>
/// <param name="InPeriod">Whether it is of the period, and not of an earlier month.</param>
/// <param name="Lines">The order's lines, beside its first movement alone.</param>
/// <param name="ChangedLeft">What the event left; null where it changed nothing of the lines.</param>
/// <param name="ChangedLines">The lines as the event changed them, or null.</param>
internal sealed record CostMovement(
    long OrderKey, long AccrualId, string Rule, string Kind, int Depth, string Tier, long? PlanKey, long Change,
    long Absorbed, bool InPeriod, string? Lines, long[]? ChangedLeft, string? ChangedLines);
