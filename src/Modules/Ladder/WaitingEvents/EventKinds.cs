namespace SocialCommerce.Ladder.WaitingEvents;

/// <summary>What can happen to an order after payment.</summary>
public static class EventKinds
{
    /// <summary>The order was changed after payment.</summary>
    public const string Amendment = "amendment";

    /// <summary>A part of the order was paid.</summary>
    public const string Payment = "payment";

    /// <summary>Lines were shipped.</summary>
    public const string Shipment = "shipment";

    /// <summary>Lines were received.</summary>
    public const string Completion = "completion";

    /// <summary>An after-sale case was opened.</summary>
    public const string AfterSale = "afterSale";

    /// <summary>An after-sale case was closed.</summary>
    public const string AfterSaleClosure = "afterSaleClosure";

    /// <summary>Goods, shipping or tax were paid back.</summary>
    public const string Refund = "refund";

    /// <summary>A refund was undone.</summary>
    public const string RefundCancellation = "refundCancellation";

    /// <summary>A chargeback was opened.</summary>
    public const string Chargeback = "chargeback";

    /// <summary>A chargeback was won or lost.</summary>
    public const string ChargebackOutcome = "chargebackOutcome";

    /// <summary>Every kind, in the order in which events of one instant take effect.</summary>
    public static readonly string[] Known =
    [
        Amendment, Payment, Shipment, Completion, AfterSale, AfterSaleClosure, Refund, RefundCancellation, Chargeback,
        ChargebackOutcome,
    ];
}
