using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Flows.WaitingEvents;

/// <summary>
/// The one mechanism for events that cannot be applied when they are reported. They are kept, and take effect when
/// their order is recorded, in its own transaction and in the order in which they happened. What does not fit then
/// goes on waiting with its reason, for a person's decision; the order stands.
/// </summary>
internal sealed class WaitingEventQueue(FlowContext context, EventEffects effects)
{
    /// <summary>Keeps an event without effect and commits; the answer is 202 with the event.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="eventTime">When it is recorded.</param>
    /// <param name="reported">The event.</param>
    /// <param name="reason">Why it has no effect.</param>
    /// <param name="undone">Another event that has none; both undo each other for good. Null where it waits.</param>
    internal async Task<EventAnswer> Keep(
        ShopTransaction transaction, EventTime eventTime, ReportedEvent reported, string reason,
        WaitingEventRow? undone = null)
    {
        var numbering = transaction.Batch();
        var key = numbering.Ladder.NextEventKey();
        await numbering.Run(transaction.Cancel);
        var batch = transaction.Batch();
        var posting = new PostingContext(transaction.ShopId, reported.OccurredAt, eventTime.RecordedAt);
        var row = batch.Ladder.Wait(posting, key.First, reported, reason);
        if (undone is not null)
        {
            row = batch.Ladder.Cancel(posting, row);
            batch.Ladder.Cancel(posting, undone);
        }
        var answer = new EventAnswer(StatusCodes.Status202Accepted, Json.Write(row.ToEvent()));
        if (eventTime.MovesClock) batch.MoveClock(transaction.ShopId, eventTime.RecordedAt);
        context.Idempotency.Keep(batch, transaction.ShopId, answer.Status, answer.Json);
        await batch.Commit(transaction.Cancel);
        return answer;
    }

    /// <summary>
    /// The same event again, while it waits or after a person has dismissed it: 202 with what it is now. With other
    /// content: 409. One that was applied passes; its order knows it.
    /// </summary>
    /// <param name="kept">The event as it is known.</param>
    /// <param name="reported">The event as it is reported.</param>
    /// <param name="conflict">How other content under the same id is refused.</param>
    internal static void AnswerAgain(WaitingEventRow kept, ReportedEvent reported, ProblemType conflict)
    {
        var same = reported.OrderId == kept.OrderId || reported.OrderId == kept.AppliedTo;
        var pointer = same ? Difference(kept, reported) : "#";
        if (pointer is not null)
            throw conflict.Because(
                $"The {kept.Kind} '{kept.ReferenceId}' was reported for order '{kept.OrderId}' with other content.",
                pointer);
        AnswerAgain(kept);
    }

    /// <summary>The same where an event has no id but its content, so that there is no other content.</summary>
    internal static void AnswerAgain(WaitingEventRow kept)
    {
        if (kept.AppliedTo is null)
            throw new IdempotentReplayException(StatusCodes.Status202Accepted, Json.Write(kept.ToEvent()));
    }

    /// <summary>
    /// Applies everything that waits for an order which this transaction has recorded; the caller commits.
    /// </summary>
    internal async Task<SqlBatch> Apply(ShopTransaction transaction, string orderId, DateTimeOffset recordedAt)
    {
        var finding = transaction.Batch();
        var waiting = finding.Ladder.EventsWaitingFor(transaction.ShopId, orderId);
        await finding.Run(transaction.Cancel);
        foreach (var one in waiting.List)
            // Nothing of the order had matured when the event was reported, whatever its times say today.
            await Try(transaction, one, new EventTarget(orderId, recordedAt, one.RecordedAt));
        // What came before an amendment by its own time may fit only after it.
        return waiting.List.Exists(one => one.Kind == EventKinds.Amendment)
            ? await RetryRefunds(transaction, transaction.Batch(), orderId, recordedAt)
            : transaction.Batch();
    }

    /// <summary>
    /// Applies refunds of an order that did not fit it and do, now that a batch has made room; the caller commits the
    /// batch that comes back.
    /// </summary>
    internal async Task<SqlBatch> RetryRefunds(
        ShopTransaction transaction, SqlBatch batch, string orderId, DateTimeOffset recordedAt)
    {
        var waiting = batch.Ladder.EventsWaitingFor(transaction.ShopId, orderId);
        await batch.Run(transaction.Cancel);
        foreach (var one in waiting.List.Where(one => one.Kind == EventKinds.Refund))
            await Try(transaction, one, new EventTarget(orderId, recordedAt, one.RecordedAt));
        return transaction.Batch();
    }

    /// <summary>
    /// Applies what waits for an event that a batch applies to an order: a case's closure for its opening, a
    /// chargeback's outcome for the chargeback. The caller commits the batch that comes back.
    /// </summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="batch">What applies the event; it runs first where something waits.</param>
    /// <param name="waiting">What may wait, or null.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="recordedAt">The shop's time.</param>
    internal async Task<SqlBatch> Follow(
        ShopTransaction transaction, SqlBatch batch, WaitingEventRow? waiting, string orderId,
        DateTimeOffset recordedAt)
    {
        if (waiting is not { Waits: true }) return batch;
        await batch.Run(transaction.Cancel);
        await Try(transaction, waiting, new EventTarget(orderId, recordedAt, recordedAt));
        return transaction.Batch();
    }

    /// <summary>The same, where a person has attached an event: what names its order or that one follows it.</summary>
    internal async Task<SqlBatch> FollowAttached(
        ShopTransaction transaction, SqlBatch batch, WaitingEventRow attached, string orderId,
        DateTimeOffset recordedAt)
    {
        var kind = attached.Kind switch
        {
            EventKinds.AfterSale => EventKinds.AfterSaleClosure,
            EventKinds.Chargeback => EventKinds.ChargebackOutcome,
            EventKinds.Refund => EventKinds.RefundCancellation,
            _ => null,
        };
        // What makes room for other refunds.
        if (attached.Kind is EventKinds.Amendment or EventKinds.RefundCancellation)
            return await RetryRefunds(transaction, batch, orderId, recordedAt);
        if (kind is null) return batch;
        var followers = batch.Ladder.FindEvents(transaction.ShopId, [.. new[] { attached.OrderId, orderId }
            .Select(id => (kind, ReportedEvent.IdentityOf(kind, id, attached.ReferenceId!))).Distinct()]);
        await batch.Run(transaction.Cancel);
        foreach (var one in followers.List.Where(one => one.Waits))
            await Try(transaction, one, new EventTarget(orderId, recordedAt, recordedAt));
        return kind == EventKinds.RefundCancellation && followers.List.Exists(one => one.Waits)
            ? await RetryRefunds(transaction, transaction.Batch(), orderId, recordedAt)
            : transaction.Batch();
    }

    /// <summary>The effect of an event on an order, decided and not yet written.</summary>
    /// <exception cref="ProblemException">The event does not fit the order, or the order is unknown.</exception>
    internal Task<GivenEffect> Effect(ShopTransaction transaction, WaitingEventRow one, EventTarget target) =>
        effects.Of(transaction, one, target);

    private async Task Try(ShopTransaction transaction, WaitingEventRow one, EventTarget target)
    {
        try
        {
            var given = await effects.Of(transaction, one, target);
            given.Batch.Ladder.EndWaiting(given.When, one, target.OrderId);
            await given.Batch.Run(transaction.Cancel);
        }
        catch (ProblemException refused)
        {
            var batch = transaction.Batch();
            batch.Ladder.GoOnWaiting(
                new PostingContext(
                    transaction.ShopId, one.OccurredAt, target.RecordedAt), one, WaitingReasons.Of(refused));
            await batch.Run(transaction.Cancel);
        }
    }

    private static string? Difference(WaitingEventRow kept, ReportedEvent reported) => JsonDifference.First(
        System.Text.Json.Nodes.JsonNode.Parse(kept.Content), System.Text.Json.Nodes.JsonNode.Parse(reported.Content));
}
