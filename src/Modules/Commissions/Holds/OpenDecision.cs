namespace SocialCommerce.Commissions.Holds;

/// <summary>What an order's commission waits for.</summary>
/// <param name="For">`afterSale`, `payment`, `chargeback`, `accrualStop`, `dispute` or `fraud`.</param>
/// <param name="Id" example="as-118">The id of the case, chargeback, accrual stop, dispute or order.</param>
/// <param name="Since">The start of the wait, by the shop's clock.</param>
public sealed record OpenDecision(string For, string Id, DateTimeOffset Since)
{
    /// <summary>An after-sale case that is open.</summary>
    public const string AfterSale = "afterSale";

    /// <summary>A part of the order that is not paid.</summary>
    public const string Payment = "payment";
}
