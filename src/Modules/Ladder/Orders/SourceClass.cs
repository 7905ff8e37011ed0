namespace SocialCommerce.Ladder.Orders;

/// <summary>
/// What brought an order (来源): the buyer's earlier order, else the buyer's referrer, else paid advertising, else
/// nothing of these. Decided by the facts at the time of payment, so a later binding changes nothing.
/// </summary>
public static class SourceClass
{
    /// <summary>The buyer had paid an order before.</summary>
    public const string Repeat = "repeat";

    /// <summary>The buyer's first order, with a referrer.</summary>
    public const string Referral = "referral";

    /// <summary>The buyer's first order, without a referrer, from a touchpoint that is advertising.</summary>
    public const string Advertising = "advertising";

    /// <summary>Any other first order.</summary>
    public const string Organic = "organic";

    /// <summary><c>repeat</c>, <c>referral</c>, <c>advertising</c> or <c>organic</c>.</summary>
    public static readonly IReadOnlyList<string> All = [Repeat, Referral, Advertising, Organic];

    /// <summary>What brings the buyer of a first order.</summary>
    public static string OfFirst(bool hasReferrer, bool isAdvertised) =>
        hasReferrer ? Referral : isAdvertised ? Advertising : Organic;

    /// <summary>
    /// SQL: the class of an order <c>o</c>, with the buyer's journey <c>j</c>. An order that is reported late makes
    /// those paid after it repeated ones.
    /// </summary>
    internal const string OfOrder =
        $"case when j.first_paid_at < o.paid_at then '{Repeat}' else o.acquired_by end as source_class";
}
