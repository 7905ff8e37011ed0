using SocialCommerce.Flows.Delivery;
using SocialCommerce.Ladder.Payments;

namespace SocialCommerce.Flows.Payments;

/// <summary>What a payment needs to know: what a shipment does, and how far the order is paid.</summary>
internal sealed class PaymentInputs
{
    private readonly PendingRows<string?> _plan;
    private readonly PendingRows<PaymentRow> _payments;

    private PaymentInputs(SqlBatch batch, long shopId, string orderId, (string Kind, string Identity)[] events)
    {
        Delivery = new FulfilmentInputs(batch, shopId, orderId, events);
        _plan = batch.Ladder.Plan(shopId);
        _payments = batch.Ladder.Payments(shopId);
    }

    /// <summary>The order, locked, with its commission.</summary>
    public FulfilmentInputs Delivery { get; }

    /// <summary>The order's payment plan; null where it was paid at once.</summary>
    public PaymentPlan? Plan => _plan.First is { } plan ? Json.Read<PaymentPlan>(plan) : null;

    /// <summary>Its payments and write-offs so far.</summary>
    public IReadOnlyList<PaymentRow> Payments => _payments.List;

    /// <summary>The round trip; it also looks for these events among those that wait, or did.</summary>
    public static async Task<PaymentInputs> Read(
        ShopTransaction transaction, string orderId, Idempotency? idempotency = null,
        params (string Kind, string Identity)[] events)
    {
        var batch = transaction.Batch();
        var claim = idempotency?.Claim(batch, transaction.ShopId);
        var inputs = new PaymentInputs(batch, transaction.ShopId, orderId, events);
        await batch.Run(transaction.Cancel);
        idempotency?.ThrowIfKept(claim);
        return inputs;
    }
}
