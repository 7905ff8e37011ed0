using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Flows.Delivery;

/// <summary>What the opening or the closing of a case changes, decided without I/O from what was read.</summary>
internal sealed record AfterSaleDecision(
    OrderState Order, AfterSale Case, bool IsKnown, bool Closes, Maturity? Before, Maturity? After)
{
    /// <summary>The case, and what it does to the order.</summary>
    public AfterSaleOutcome Answer => new(Order.OrderId, Case, After?.CompletedAt, After?.MaturesAt);

    /// <summary>Decides; a report that says nothing new changes nothing.</summary>
    /// <param name="inputs">The order, locked.</param>
    /// <param name="command">What was reported.</param>
    /// <param name="plan">The order's plan version, or null.</param>
    /// <param name="recordedAt">The shop's time.</param>
    /// <param name="heardAt">When it was reported; a case suspends nothing that had matured then.</param>
    /// <exception cref="ProblemException">422 or 409 when it does not fit the order or its case.</exception>
    public static AfterSaleDecision Of(
        FulfilmentInputs inputs, ReportAfterSale.Command command, PlanContent? plan, DateTimeOffset recordedAt,
        DateTimeOffset heardAt)
    {
        var known = inputs.Case(command.CaseId);
        var mature = inputs.Commission.IsMature(heardAt);
        var now = Next(inputs.Order!, inputs.Lines, known, command, mature);
        var pauses = AfterSale.Pauses(inputs.AfterSales.Where(one => one.CaseId != now.CaseId).Append(now))
            .With(inputs.Order!.Unpaid);
        var after = known == now || mature || !now.Suspends
            ? inputs.Maturity()
            : inputs.Maturity(inputs.Lines, pauses, plan, recordedAt);
        return new AfterSaleDecision(
            inputs.Order!, now, known == now, command.Closes, inputs.Maturity(), after);
    }

    /// <summary>The case as it is then.</summary>
    /// <exception cref="ProblemException">422 or 409 when the report does not fit the order or its case.</exception>
    public static AfterSale Next(
        OrderState order, IReadOnlyList<LineState> lines, AfterSale? known, ReportAfterSale.Command command,
        bool mature) =>
        command.Closes ? Closed(known, command) : Opened(order, lines, known, command, mature);

    /// <summary>Adds everything to a batch.</summary>
    public void Write(SqlBatch batch, PostingContext posting)
    {
        if (IsKnown) return;
        if (Closes) batch.Ladder.CloseAfterSale(posting, Case.CaseId);
        else batch.Ladder.OpenAfterSale(posting, Case);
        if (After != Before) batch.Commissions.SetMaturity(posting, After);
    }

    private static AfterSale Opened(
        OrderState order, IReadOnlyList<LineState> lines, AfterSale? known, ReportAfterSale.Command body, bool mature)
    {
        if (known is not null)
            return known.OpenedAt == body.OpenedAt && (known.LineIds ?? []).SequenceEqual(body.LineIds ?? [])
                ? known
                : throw DeliveryProblems.CaseIdReused.Because("Another case of this order has this id.", "#/caseId");
        if (body.At < order.PaidAt)
            throw OrderProblems.BeforePayment.Because(
                $"The order was paid at {Json.Text(order.PaidAt)}.", "#/openedAt");
        for (var i = 0; i < (body.LineIds?.Count ?? 0); i++)
            if (lines.All(line => line.LineId != body.LineIds![i]))
                throw OrderProblems.LineUnknown.Because(
                    $"The order has no line '{body.LineIds![i]}'.", $"#/lineIds/{i}");
        return new AfterSale(body.CaseId, body.At, !mature, null, body.LineIds);
    }

    private static AfterSale Closed(AfterSale? known, ReportAfterSale.Command command)
    {
        var at = command.At;
        if (known is null)
            throw DeliveryProblems.CaseUnknown.Because($"The order has no case '{command.CaseId}'.", "#/caseId");
        if (known.ClosedAt is { } closed && closed != at)
            throw DeliveryProblems.CaseClosed.Because($"The case was closed at {Json.Text(closed)}.", "#/closedAt");
        if (at < known.OpenedAt)
            throw DeliveryProblems.BeforeOpening.Because(
                $"The case was opened at {Json.Text(known.OpenedAt)}.", "#/closedAt");
        return known.ClosedAt is null ? known with { ClosedAt = at } : known;
    }
}
