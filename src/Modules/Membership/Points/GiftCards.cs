using SocialCommerce.Membership.Terms;

namespace SocialCommerce.Membership.Points;

/// <summary>When a gift card earns: once, when it is bought or when it is used.</summary>
/// <param name="Earn"><c>whenBought</c> or <c>whenUsed</c>.</param>
/// <param name="Classes" example="skincare">
/// Product classes that are gift cards; used ones are the tender <c>giftCard</c>.
/// </param>
public sealed record GiftCards(string Earn, string[] Classes)
{
    /// <summary>The card's own line earns; what is paid with the tender <c>giftCard</c> does not.</summary>
    public const string WhenBought = "whenBought";

    /// <summary>What is paid with the tender <c>giftCard</c> earns; the card's own line does not.</summary>
    public const string WhenUsed = "whenUsed";

    /// <summary>The tender by which a gift card is used.</summary>
    public const string Tender = "giftCard";

    /// <summary>The tender kinds on which nothing is earned, where a plan does not count these.</summary>
    public IReadOnlyCollection<string> NotEarning(IReadOnlyCollection<string> notCounted) => Earn == WhenBought
        ? [.. notCounted.Union([Tender])]
        : [.. notCounted.Except([Tender])];

    internal bool Excludes(PaidLine line) => Earn == WhenUsed && Classes.Contains(line.Class);
}
