namespace SocialCommerce.Referrals;

/// <summary>The words of Referrals in the API: parameters, ids, and names that many types share.</summary>
internal static class ReferralsTerms
{
    /// <summary>Each name once in the whole product.</summary>
    public static readonly IReadOnlyList<Term> All =
    [
        Term.Id("referrerId", "c-1001"),
        new("inviteCode", "K7XQ2M9P"),
        Term.Id("houseAccount", "c-1000"),
        new("depth", "1", "Only this depth: 1 for direct referrals, 2 for their referrals.") { Bound = new Bound(0) },
        new("maxDepth", "2", "Deepest level to count; all levels by default.") { Bound = new Bound(0) },
    ];
}
