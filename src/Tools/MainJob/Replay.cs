using SocialCommerce.MainJob.Calls;
using SocialCommerce.MainJob.Events;

namespace SocialCommerce.MainJob;

/// <summary>
/// Sends the events to the shop, one after another, and runs settlement at every month end between them. Whatever
/// was sent before is sent again with the same ids and content, so a second replay changes nothing.
/// </summary>
internal sealed class Replay(Api api, IReadOnlyDictionary<string, string> referrers) : IDisposable
{
    private readonly Bodies bodies = new();
    private readonly Returns returns = new();
    private readonly HashSet<string> buyers = new(StringComparer.Ordinal);

    public long UnmatchedUnits => returns.UnmatchedUnits;

    /// <summary>Referrals that cannot be: of a person to themselves, or round in a circle.</summary>
    public int ImpossibleReferrals { get; private set; }

    public async Task Run(IReadOnlyList<Event> events, Progress progress, CancellationToken stop)
    {
        if (events.Count == 0)
            return;
        var periodEnd = MonthEnds.After(events[0].At);
        foreach (var happened in events)
        {
            // A period is [start, end): an event at its very end belongs to the next one.
            for (; periodEnd <= happened.At; periodEnd = MonthEnds.After(periodEnd))
                await Settle(periodEnd, stop);
            await Send(happened, stop);
            progress.Step();
        }
        for (; periodEnd <= MonthEnds.Last(events[^1].At); periodEnd = MonthEnds.After(periodEnd))
            await Settle(periodEnd, stop);
    }

    public void Dispose() => bodies.Dispose();

    private async Task Send(Event happened, CancellationToken stop)
    {
        if (happened is Order order)
        {
            if (buyers.Add(order.CustomerId) && referrers.TryGetValue(order.CustomerId, out var referrer))
                await Bind(order, referrer, stop);
            returns.Remember(order);
            Expect(await api.Post("v1/orders", bodies.Order(order), stop), "order", order);
        }
        else if (happened is Cancellation cancellation)
        {
            foreach (var refund in returns.Take(cancellation))
            {
                var path = $"v1/orders/{Uri.EscapeDataString(refund.Order.InvoiceNo)}/refunds";
                var answer = await api.Post(path, bodies.Refund(cancellation, refund), stop);
                Expect(answer, $"refund of order {refund.Order.InvoiceNo}", cancellation);
            }
        }
    }

    private async Task Bind(Order order, string referrer, CancellationToken stop)
    {
        var answer = await api.Post("v1/referrals", bodies.Referral(order.CustomerId, referrer), stop);
        if (answer.ProblemCode is "SELF_REFERRAL" or "REFERRAL_CYCLE")
            ImpossibleReferrals++;
        else
            Expect(answer, $"binding of {order.CustomerId} to {referrer}", order);
    }

    private async Task Settle(DateTimeOffset periodEnd, CancellationToken stop)
    {
        var step = $"settlement at {Bodies.Instant(periodEnd)}";
        Expect(await api.Put("v1/shop/clock", bodies.Clock(periodEnd), stop), step + " (moving the clock)");
        Expect(await api.Post("v1/settlements", bodies.Settlement(periodEnd), stop), step);
    }

    private static void Expect(Answer answer, string step, Event? happened = null)
    {
        if (!answer.Succeeded)
            throw new Problem(happened is null
                ? $"Unexpected answer to the {step}: {answer.Describe()}"
                : $"Unexpected answer to the {step}, invoice {happened.InvoiceNo} of {Bodies.Instant(happened.At)}, "
                    + $"customer {happened.CustomerId}: {answer.Describe()}");
    }
}
