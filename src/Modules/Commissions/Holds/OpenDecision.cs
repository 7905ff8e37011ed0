namespace SocialCommerce.Commissions.Holds;

/// <summary>What an order's commission waits for.</summary>
/// <param name="For">`afterSale`, `chargeback`, `brake`, `dispute` or `fraud`.</param>
/// <param name="Id">Which one.</param>
/// <param name="Since">Since when.</param>
public sealed record OpenDecision(string For, string Id, DateTimeOffset Since)
{
    /// <summary>An after-sale case that is open.</summary>
    public const string AfterSale = "afterSale";
}
