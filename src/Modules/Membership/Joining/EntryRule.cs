namespace SocialCommerce.Membership.Joining;

/// <summary>Which order makes a membership pending (成为会员规则).</summary>
/// <param name="Trade" example="service">
/// <c>physicalShop</c> and <c>onlineShop</c>: any product counts. <c>service</c>: the member products of the ladder
/// count.
/// </param>
/// <param name="ProductIds" example="p-serum">Products that count instead of those of the trade.</param>
/// <param name="RequiresContact">Whether the customer's contact has to be added as well; true when absent.</param>
/// <param name="CountsFrom">
/// From when paid orders count, also in the past; absent: from the time at which the rule was set.
/// </param>
public sealed record EntryRule(
    string Trade, string[]? ProductIds = null, bool RequiresContact = true, DateTimeOffset? CountsFrom = null)
{
    /// <summary>Whether a line founds a membership, by its product and the product's rung when it was paid.</summary>
    public bool Counts(string productId, string? rung, string memberRung) => ProductIds is { Length: > 0 }
        ? ProductIds.Contains(productId, StringComparer.Ordinal)
        : Trade != EntryTrades.Service || rung == memberRung;
}
