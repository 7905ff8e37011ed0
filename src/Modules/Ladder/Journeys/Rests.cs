using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Ladder.Journeys;

/// <summary>An order after each of its refunds and amendments, in the order of their own times. Pure.</summary>
public static class Rests
{
    /// <summary>
    /// The refunds and amendments by when they happened (not before the order; at one instant amendments first, then
    /// by id, ordinal), each with what it leaves of the lines.
    /// </summary>
    public static IEnumerable<RestStep> After(
        DateTimeOffset orderAt, IReadOnlyList<PurchaseLine> lines, IEnumerable<PurchaseRefund> refunds,
        IReadOnlyList<AmendedState>? amendments = null)
    {
        int[] numbers = [.. lines.Select(line => line.LineNo)];
        var sums = RefundSums.None([.. lines.Select(line => line.Worth)]);
        var amended = 0;
        var changes = refunds
            .Select(refund => (
                Id: refund.RefundId, At: AtOf(refund.RefundedAt, refund.AppliedAt, orderAt),
                RecordedAt: refund.AppliedAt, Refund: (PurchaseRefund?)refund, State: (AmendedState?)null))
            .Concat(Placed(amendments ?? [], orderAt));
        foreach (var (id, at, recordedAt, refund, state) in changes
            .OrderBy(one => one.At).ThenBy(one => one.Refund is not null)
            .ThenBy(one => one.Refund is null ? "" : one.Id, StringComparer.Ordinal))
        {
            if (state is not null) (sums, amended) = (sums with { Lines = state.Worths }, amended + 1);
            else sums = sums.With(refund!.ToLines(lines.Count), refund.PlainMinor);
            yield return new RestStep(id, at, recordedAt, state is not null, amended, Of(sums, numbers), sums.Lines);
        }
    }

    /// <summary>
    /// Amendments take effect one after the other, even where a clock that was ahead told their times.
    /// </summary>
    private static IEnumerable<(
        string Id, DateTimeOffset At, DateTimeOffset RecordedAt, PurchaseRefund? Refund, AmendedState? State)> Placed(
        IReadOnlyList<AmendedState> amendments, DateTimeOffset orderAt)
    {
        var last = orderAt;
        foreach (var state in amendments)
        {
            var at = AtOf(state.AmendedAt, state.RecordedAt, orderAt);
            last = at > last ? at : last;
            yield return (state.AmendmentId, last, state.RecordedAt, null, state);
        }
    }

    /// <summary>What is left of the lines by these sums.</summary>
    public static LineRest[] Of(RefundSums sums, IReadOnlyList<int> lineNos)
    {
        var left = sums.Left();
        var nothing = left.All(amount => amount == 0) && sums.Lines.Any(line => line.Value > 0);
        return
        [
            .. left.Select((amount, i) => new LineRest(
                lineNos[i], sums.Lines[i].Value, amount,
                nothing || (amount == 0 && sums.Lines[i].Value > 0)
                    ? 0
                    : Quantity.Whole(sums.Lines[i].Quantity - sums.Refunds[i].Units))),
        ];
    }

    /// <summary>
    /// When a refund takes effect: when it happened, but not before its order, and not later than it was recorded.
    /// </summary>
    public static DateTimeOffset AtOf(DateTimeOffset refundedAt, DateTimeOffset appliedAt, DateTimeOffset orderAt)
    {
        var at = refundedAt < appliedAt ? refundedAt : appliedAt;
        return at < orderAt ? orderAt : at;
    }
}
