using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Flows;

/// <summary>What a shipment or a completion changes, decided without I/O from what was read.</summary>
internal sealed record FulfilDecision(
    OrderState Order, FulfilmentKind Kind, Fulfilment Fulfilment, Maturity? Before, Maturity? After)
{
    private bool IsShipment => Kind == FulfilmentKind.Shipped;

    /// <summary>The order as it is then, as the API answers it.</summary>
    public string Answer => FulfilOrder.Result.Of(Order, Fulfilment.Lines, After);

    /// <summary>Decides.</summary>
    /// <param name="reading">The order, locked.</param>
    /// <param name="command">What was reported.</param>
    /// <param name="plan">The order's plan version, or null.</param>
    /// <param name="recordedAt">The shop's time.</param>
    /// <param name="heardAt">When it was reported; what had matured then stays so.</param>
    /// <exception cref="Refused">422 or 409 when it does not fit the order.</exception>
    public static FulfilDecision Of(
        FulfilReading reading, FulfilOrder.Command command, PlanContent? plan, DateTimeOffset recordedAt,
        DateTimeOffset heardAt)
    {
        var fulfilment = Fulfilment.Of(reading.Order!, reading.Lines, command.Kind, command.At, command.LineIds);
        var after = reading.Maturity(fulfilment, plan, recordedAt, heardAt);
        return new FulfilDecision(reading.Order!, command.Kind, fulfilment, reading.Maturity(), after);
    }

    /// <summary>Adds everything to a batch.</summary>
    public void Write(Batch batch, Occasion when)
    {
        batch.Fulfil(when, Kind, Fulfilment.LineNos);
        if (After != Before) batch.SetMaturity(when, After);
        if (Fulfilment.LineNos.Count > 0)
            batch.Announce(when, IsShipment ? "order.shipped" : "order.completed", new { Order.OrderId });
    }
}
