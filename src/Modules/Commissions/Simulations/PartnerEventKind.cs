namespace SocialCommerce.Commissions.Simulations;

/// <summary>Kinds of events that change people's numbers and tiers, in the order within one transaction.</summary>
public enum PartnerEventKind
{
    /// <summary>A customer was bound to a referrer.</summary>
    Bound,

    /// <summary>A customer was approved as a partner.</summary>
    Approved,

    /// <summary>A customer passed a training or an exam.</summary>
    Trained,

    /// <summary>A partner was suspended, reactivated, or has resigned.</summary>
    Decided,

    /// <summary>An order was paid.</summary>
    Sold,

    /// <summary>Goods were paid back.</summary>
    Refunded,
}
