using SocialCommerce.Membership.Coupons;

namespace SocialCommerce.Membership.CouponClaims;

/// <summary>Who gets which coupons of an assignment. Pure but for the codes.</summary>
internal sealed record AssignmentDecision(List<CouponAssignment.Outcome> Outcomes, List<NewCoupon> Coupons)
{
    /// <summary>Decides customer by customer: what is left of the stock goes to the first of the list.</summary>
    public static AssignmentDecision Of(
        IReadOnlyList<IssuableTemplate> pack, IReadOnlyList<string> customerIds, List<Customer> customers,
        List<OwnCoupons> own, DateTimeOffset now)
    {
        var (outcomes, coupons) = (new List<CouponAssignment.Outcome>(), new List<NewCoupon>());
        var known = customers.ToDictionary(one => one.CustomerId, one => one.Key, StringComparer.Ordinal);
        var ownCoupons = own.ToLookup(one => (one.CustomerKey, one.TemplateId));
        var assigned = 0;
        foreach (var customerId in customerIds)
        {
            List<UnavailableReason> reasons = known.TryGetValue(customerId, out var key)
                ?
                [
                    .. pack.SelectMany(one => ClaimRules.Issue(
                        one, [.. ownCoupons[(key, one.TemplateId)]], one.Issued + assigned, now)),
                ]
                : [new UnavailableReason(UnavailableReason.CustomerUnknown)];
            NewCoupon[] made = reasons.Count > 0
                ? []
                : [.. pack.Select(one => NewCoupon.Of(one, key, customerId, now))];
            if (made.Length > 0) assigned++;
            coupons.AddRange(made);
            outcomes.Add(new CouponAssignment.Outcome(
                customerId, made.Length > 0 ? CouponAssignment.Assigned : CouponAssignment.Refused,
                [.. made.Select(one => one.Code)], reasons));
        }
        return new AssignmentDecision(outcomes, coupons);
    }
}
