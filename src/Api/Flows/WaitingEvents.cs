using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// The one mechanism for events that cannot be applied when they are reported. They are kept, and take effect when
/// their order is recorded, in its own transaction and in the order in which they happened. What does not fit then
/// goes on waiting with its reason, for a person's decision; the order stands.
/// </summary>
public sealed class WaitingEvents(Desk desk, EventEffects effects)
{
    /// <summary>Keeps an event without effect and commits; the answer is 202 with the event.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="hearing">When it is heard of.</param>
    /// <param name="reported">The event.</param>
    /// <param name="reason">Why it has no effect.</param>
    /// <param name="undone">Another event that has none; both undo each other for good. Null where it waits.</param>
    internal async Task<EventAnswer> Keep(
        Work work, Hearing hearing, ReportedEvent reported, string reason, WaitingEventRow? undone = null)
    {
        var numbering = work.Batch();
        var key = numbering.NextEventKey();
        await numbering.Run(work.Cancel);
        var batch = work.Batch();
        var when = new Occasion(work.ShopId, reported.OccurredAt, hearing.RecordedAt);
        var row = batch.Wait(when, key.First, reported, reason);
        if (undone is not null)
        {
            row = batch.Cancel(when, row);
            batch.Cancel(when, undone);
        }
        var answer = new EventAnswer(StatusCodes.Status202Accepted, Json.Write(row.ToEvent()));
        if (hearing.MovesClock) batch.MoveClock(work.ShopId, hearing.RecordedAt);
        desk.Idempotency.Keep(batch, work.ShopId, answer.Status, answer.Json);
        await batch.Commit(work.Cancel);
        return answer;
    }

    /// <summary>
    /// The same event again, while it waits or after a person has dismissed it: 202 with what it is now. With other
    /// content: 409. One that was applied passes; its order knows it.
    /// </summary>
    internal static void AnswerAgain(WaitingEventRow kept, ReportedEvent reported)
    {
        var same = reported.OrderId == kept.OrderId || reported.OrderId == kept.AppliedTo;
        var pointer = same ? Difference(kept, reported) : "#";
        if (pointer is not null)
            throw Refused.Conflict(
                EventKinds.ConflictCode(kept.Kind),
                $"The {kept.Kind} '{kept.ReferenceId}' was reported for order '{kept.OrderId}' with other content.",
                pointer);
        if (kept.AppliedTo is null)
            throw new Replayed(StatusCodes.Status202Accepted, Json.Write(kept.ToEvent()));
    }

    /// <summary>
    /// Applies everything that waits for an order which this transaction has recorded; the caller commits.
    /// </summary>
    internal async Task<Batch> Apply(Work work, string orderId, DateTimeOffset recordedAt)
    {
        var finding = work.Batch();
        var waiting = finding.EventsWaitingFor(work.ShopId, orderId);
        await finding.Run(work.Cancel);
        foreach (var one in waiting.List)
            // Nothing of the order had matured when the event was reported, whatever its times say today.
            await Try(work, one, new EventTarget(orderId, recordedAt, one.RecordedAt));
        // What came before an amendment by its own time may fit only after it.
        return waiting.List.Exists(one => one.Kind == EventKinds.Amendment)
            ? await RetryRefunds(work, work.Batch(), orderId, recordedAt)
            : work.Batch();
    }

    /// <summary>
    /// Applies refunds of an order that did not fit it and do, now that a batch has made room; the caller commits the
    /// batch that comes back.
    /// </summary>
    internal async Task<Batch> RetryRefunds(Work work, Batch batch, string orderId, DateTimeOffset recordedAt)
    {
        var waiting = batch.EventsWaitingFor(work.ShopId, orderId);
        await batch.Run(work.Cancel);
        foreach (var one in waiting.List.Where(one => one.Kind == EventKinds.Refund))
            await Try(work, one, new EventTarget(orderId, recordedAt, one.RecordedAt));
        return work.Batch();
    }

    /// <summary>
    /// Applies what waits for an event that a batch applies to an order: a case's closure for its opening, a
    /// chargeback's outcome for the chargeback. The caller commits the batch that comes back.
    /// </summary>
    /// <param name="work">The transaction.</param>
    /// <param name="batch">What applies the event; it runs first where something waits.</param>
    /// <param name="waiting">What may wait, or null.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="recordedAt">The shop's time.</param>
    internal async Task<Batch> Follow(
        Work work, Batch batch, WaitingEventRow? waiting, string orderId, DateTimeOffset recordedAt)
    {
        if (waiting is not { Waits: true }) return batch;
        await batch.Run(work.Cancel);
        await Try(work, waiting, new EventTarget(orderId, recordedAt, recordedAt));
        return work.Batch();
    }

    /// <summary>The same, where a person has attached an event: what names its order or that one follows it.</summary>
    internal async Task<Batch> FollowAttached(
        Work work, Batch batch, WaitingEventRow attached, string orderId, DateTimeOffset recordedAt)
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
            return await RetryRefunds(work, batch, orderId, recordedAt);
        if (kind is null) return batch;
        var followers = batch.FindEvents(work.ShopId, [.. new[] { attached.OrderId, orderId }
            .Select(id => (kind, ReportedEvent.IdentityOf(kind, id, attached.ReferenceId!))).Distinct()]);
        await batch.Run(work.Cancel);
        foreach (var one in followers.List.Where(one => one.Waits))
            await Try(work, one, new EventTarget(orderId, recordedAt, recordedAt));
        return kind == EventKinds.RefundCancellation && followers.List.Exists(one => one.Waits)
            ? await RetryRefunds(work, work.Batch(), orderId, recordedAt)
            : work.Batch();
    }

    /// <summary>The effect of an event on an order, decided and not yet written.</summary>
    /// <exception cref="Refused">The event does not fit the order, or the order is unknown.</exception>
    internal Task<GivenEffect> Effect(Work work, WaitingEventRow one, EventTarget target) =>
        effects.Of(work, one, target);

    private async Task Try(Work work, WaitingEventRow one, EventTarget target)
    {
        try
        {
            var given = await effects.Of(work, one, target);
            given.Batch.EndWaiting(given.When, one, target.OrderId);
            await given.Batch.Run(work.Cancel);
        }
        catch (Refused refused)
        {
            var batch = work.Batch();
            batch.GoOnWaiting(
                new Occasion(work.ShopId, one.OccurredAt, target.RecordedAt), one, WaitingReasons.Of(refused));
            await batch.Run(work.Cancel);
        }
    }

    private static string? Difference(WaitingEventRow kept, ReportedEvent reported) => JsonDifference.First(
        System.Text.Json.Nodes.JsonNode.Parse(kept.Content), System.Text.Json.Nodes.JsonNode.Parse(reported.Content));
}
