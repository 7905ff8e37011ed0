using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Holds;
using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions.Fraud;

/// <summary>An order whose score reaches the policy's threshold.</summary>
/// <param name="Version">The version of the policy.</param>
/// <param name="Score">The signs of the most suspicious beneficiary, and the buyer's own.</param>
/// <param name="Reasons">Every sign.</param>
public sealed record FraudCase(long Version, int Score, IReadOnlyList<FraudReason> Reasons)
{
    /// <summary>Judges a paid order; null when nothing is to be held. Pure.</summary>
    /// <param name="policy">The policy in force, with a threshold.</param>
    /// <param name="outcomes">What the order pays to each beneficiary.</param>
    /// <param name="signs">The fraud signs of the people above the buyer.</param>
    /// <param name="returned">The number of orders that the buyer has returned whole in the policy's days.</param>
    public static FraudCase? Of(
        Versioned<FraudRules> policy, IEnumerable<Outcome> outcomes, IReadOnlyList<FraudSign> signs, long returned) =>
        Of(
            policy,
            outcomes.Where(outcome => outcome.Amount > 0)
                .Select(outcome => (outcome.Person.Key, outcome.Person.CustomerId)),
            signs, returned);

    /// <summary>The same for the given earners.</summary>
    public static FraudCase? Of(
        Versioned<FraudRules> policy, IEnumerable<(long Key, string CustomerId)> earners,
        IReadOnlyList<FraudSign> signs, long returned)
    {
        var rules = policy.Content;
        var paid = earners.Distinct().ToList();
        if (paid.Count == 0) return null;
        var people = paid
            .Join(signs, one => one.Key, sign => sign.Key, (one, sign) => Of(rules, one.CustomerId, sign)).ToList();
        List<FraudReason> own = returned >= rules.WashOrders && rules.Wash > 0
            ? [new FraudReason("wash", rules.Wash, Orders: returned)]
            : [];
        var score = people.Select(reasons => reasons.Sum(reason => reason.Weight)).DefaultIfEmpty(0).Max()
            + own.Sum(reason => reason.Weight);
        return score >= rules.Threshold
            ? new FraudCase(policy.Version, score, [.. people.SelectMany(reasons => reasons), .. own])
            : null;
    }

    private static List<FraudReason> Of(FraudRules rules, string customerId, FraudSign sign)
    {
        (bool Seen, FraudReason Reason)[] all =
        [
            (sign.SamePerson, new FraudReason("selfReferral", rules.SelfReferral, customerId)),
            (sign.SamePayer, new FraudReason("sharedPayer", rules.SharedPayer, customerId)),
            (sign.LegOrders + 1 >= rules.VelocityOrders,
                new FraudReason("velocity", rules.Velocity, customerId, sign.LegOrders + 1)),
        ];
        return [.. all.Where(one => one.Seen && one.Reason.Weight > 0).Select(one => one.Reason)];
    }

    /// <summary>The holds of the case: every accrual of the order.</summary>
    public static IEnumerable<NewHold> Holds(FraudCase? found, string orderId, IEnumerable<Outcome> outcomes) =>
        found is null
            ? []
            : outcomes.Where(outcome => outcome.Amount > 0).Select(outcome => new NewHold(
                outcome.Rule, outcome.Person.Key, outcome.Amount, new HoldReason(HoldReason.Fraud, orderId)));
}
