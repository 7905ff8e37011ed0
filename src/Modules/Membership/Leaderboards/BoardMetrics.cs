namespace SocialCommerce.Membership.Leaderboards;

/// <summary>What leaderboards and badges count.</summary>
public static class BoardMetrics
{
    /// <summary>Orders of which something is left.</summary>
    public const string Orders = "orders";

    /// <summary>What is left of the value of orders, in minor units.</summary>
    public const string Spend = "spend";

    /// <summary>Points that orders earned, less those that refunds took back.</summary>
    public const string Points = "points";

    /// <summary>Customers who were bound to the customer.</summary>
    public const string Referrals = "referrals";

    /// <summary>Every metric.</summary>
    public static readonly string[] All = [Orders, Spend, Points, Referrals];
}
