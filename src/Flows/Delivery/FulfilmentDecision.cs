using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Flows.Delivery;

/// <summary>What a shipment or a completion changes, decided without I/O from what was read.</summary>
internal sealed record FulfilmentDecision(
    OrderState Order, FulfilmentKind Kind, Fulfilment Fulfilment, Maturity? Before, Maturity? After)
{
    private bool IsShipment => Kind == FulfilmentKind.Shipped;

    /// <summary>The order as it is then, as the API answers it.</summary>
    public string Answer => OrderFulfilment.Of(Order, Fulfilment.Lines, After);

    /// <summary>Decides.</summary>
    /// <param name="inputs">The order, locked.</param>
    /// <param name="command">What was reported.</param>
    /// <param name="plan">The order's plan version, or null.</param>
    /// <param name="recordedAt">The shop's time.</param>
    /// <param name="heardAt">When it was reported; what had matured then stays so.</param>
    /// <exception cref="ProblemException">422 or 409 when it does not fit the order.</exception>
    public static FulfilmentDecision Of(
        FulfilmentInputs inputs, FulfilOrder.Command command, PlanContent? plan, DateTimeOffset recordedAt,
        DateTimeOffset heardAt)
    {
        var fulfilment = Fulfilment.Of(inputs.Order!, inputs.Lines, command.Kind, command.At, command.LineIds);
        var after = inputs.Maturity(fulfilment, plan, recordedAt, heardAt);
        return new FulfilmentDecision(inputs.Order!, command.Kind, fulfilment, inputs.Maturity(), after);
    }

    /// <summary>Adds everything to a batch.</summary>
    public void Write(SqlBatch batch, PostingContext posting)
    {
        batch.Ladder.Fulfil(posting, Kind, Fulfilment.LineNos);
        if (After != Before) batch.Commissions.SetMaturity(posting, After);
        if (Fulfilment.LineNos.Count > 0)
            batch.Announce(posting, IsShipment ? "order.shipped" : "order.completed", new { Order.OrderId });
    }
}
