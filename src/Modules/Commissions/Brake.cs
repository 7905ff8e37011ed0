using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>A brake that is on: new accruals of what it names are held.</summary>
/// <param name="BrakeId">The shop's own id.</param>
/// <param name="Scope">What is paused.</param>
/// <param name="Target">Which one.</param>
public sealed record Brake(string BrakeId, string Scope, string Target)
{
    /// <summary>A rule of any plan version, by its id.</summary>
    public const string Rule = "rule";

    /// <summary>A beneficiary.</summary>
    public const string Person = "person";

    /// <summary>Orders attributed to a touchpoint.</summary>
    public const string Touchpoint = "touchpoint";

    /// <summary>Orders that carried an invite code.</summary>
    public const string InviteCode = "inviteCode";

    /// <summary>Orders with a line of a product class.</summary>
    public const string ProductClass = "productClass";

    /// <summary>Every scope.</summary>
    public static readonly string[] Scopes = [Rule, Person, Touchpoint, InviteCode, ProductClass];

    /// <summary>Whether it holds what somebody earns by a rule from an order of this origin.</summary>
    public bool Holds(string rule, string customerId, OrderOrigin origin) => Scope switch
    {
        Rule => Target == rule,
        Person => Target == customerId,
        Touchpoint => Target == origin.TouchpointId,
        InviteCode => Target == origin.InviteCode,
        _ => origin.Classes.Contains(Target),
    };
}

/// <summary>Where an order came from, as campaigns are told apart.</summary>
/// <param name="TouchpointId">The touchpoint that it is attributed to.</param>
/// <param name="InviteCode">The code that it carried.</param>
/// <param name="Classes">Classes of its products.</param>
public sealed record OrderOrigin(string? TouchpointId, string? InviteCode, IReadOnlyCollection<string> Classes)
{
    /// <summary>An order of which nobody asks any more where it came from.</summary>
    public static readonly OrderOrigin Unknown = new(null, null, []);
}

/// <summary>Brakes on rules and people as a statement's arguments: what no order has earned has no campaign.</summary>
internal sealed record SourceBrakes(string[] BrakeIds, string[] Scopes, string[] Targets)
{
    /// <summary>Those of all that are on.</summary>
    public static SourceBrakes Of(IEnumerable<Brake> brakes)
    {
        var on = brakes.Where(brake => brake.Scope is Brake.Rule or Brake.Person).ToList();
        return new SourceBrakes(
            [.. on.Select(brake => brake.BrakeId)], [.. on.Select(brake => brake.Scope)],
            [.. on.Select(brake => brake.Target)]);
    }
}

/// <summary>Which brakes hold what. Pure.</summary>
public static class Brakes
{
    /// <summary>What a paid order accrues and brakes hold.</summary>
    public static List<NewHold> On(
        IReadOnlyList<Brake> brakes, IEnumerable<Outcome> outcomes, OrderOrigin origin) => brakes.Count == 0
        ? []
        : [.. from outcome in outcomes
              where outcome.Amount > 0
              from brake in brakes
              where brake.Holds(outcome.Rule, outcome.Person.CustomerId, origin)
              select new NewHold(outcome.Rule, outcome.Person.Key, outcome.Amount, CauseOf(brake))];

    /// <summary>What a refund makes an order earn anew, and what holds it: the order's own holds, and brakes.</summary>
    public static List<NewHold> OnLate(
        IReadOnlyList<Brake> brakes, IEnumerable<HoldCause> whole, IEnumerable<Reversal.Change> changes) =>
        [.. from change in changes
            where change.IsNew
            let accrual = change.Accrual
            from cause in whole.Union(brakes
                .Where(brake => brake.Holds(accrual.Rule, accrual.BeneficiaryId, OrderOrigin.Unknown)).Select(CauseOf))
            select new NewHold(accrual.Rule, accrual.BeneficiaryKey, change.Difference, cause)];

    private static HoldCause CauseOf(Brake brake) => new(HoldCause.Brake, brake.BrakeId);
}

/// <summary>The statements about brakes that flows and slices share.</summary>
public static class BrakeStatements
{
    /// <summary>
    /// No brake is released before this transaction ends; runs it again if one of these has been meanwhile.
    /// </summary>
    public static void BesideBrakes(this Batch batch, long shopId, string[] brakeIds)
    {
        batch.Hold(NumberedLock.Brakes, shopId);
        batch.Rows<string>(CheckSql, new { shop = shopId, brakeIds });
    }

    /// <summary>The same for what no order has earned: answers the brakes that may hold it.</summary>
    internal static SourceBrakes BesideBrakes(this Batch batch, long shopId, IReadOnlyList<Brake> brakes)
    {
        var on = SourceBrakes.Of(brakes);
        if (on.BrakeIds.Length > 0) batch.BesideBrakes(shopId, on.BrakeIds);
        return on;
    }

    /// <summary>Waits for everybody who is holding something by a brake.</summary>
    internal static void TakeBrakes(this Batch batch, long shopId) =>
        batch.TakeAlone(NumberedLock.Brakes, shopId);

    private const string CheckSql = """
        select sc_stale()::text
        where exists (select from brake_releases where shop_id = @shop and brake_id = any(@brakeIds))
        """;
}
