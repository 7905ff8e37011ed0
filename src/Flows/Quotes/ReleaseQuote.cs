using SocialCommerce.Flows.Context;
using SocialCommerce.Membership.Quotes;

namespace SocialCommerce.Flows.Quotes;

/// <summary>Gives back what a quote has reserved: the cart was left, or its order was not paid.</summary>
internal static class ReleaseQuote
{
    /// <summary>When.</summary>
    /// <param name="ReleasedAt">When the cart was left; now if absent.</param>
    public sealed record Body(DateTimeOffset? ReleasedAt = null);

    /// <summary>The quote.</summary>
    public sealed record Command(string QuoteId, Body Body) : IRequest<Quote>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/quotes/{quoteId}/release", (
                string quoteId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(quoteId, body), cancel))
            .Describe(
                "releaseQuote", "Quotes", "Release a quote",
                "Ends a quote because the cart was left or its order was cancelled before it was paid: what it has "
                    + "reserved is available again. Releasing it again changes nothing; a quote that was committed "
                    + "is refused with 409.")
            .Example("""{"releasedAt": "2026-01-31T11:00:00Z"}""")
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends()
            .Problems(QuoteProblems.QuoteNotFound, QuoteProblems.QuoteConflict, ShopProblems.TimeInFuture);

    internal sealed class Handler(FlowContext context) : IRequestHandler<Command, Quote>
    {
        public Task<Quote> Handle(Command command, CancellationToken cancel) =>
            context.Db.Write(context.Shop.Id, transaction => Release(transaction, command), cancel);

        private async Task<Quote> Release(ShopTransaction transaction, Command command)
        {
            var quoteId = command.QuoteId;
            var (row, state) = await QuoteLock.Take(transaction, quoteId);
            if (row.IsCommitted)
                throw QuoteProblems.QuoteConflict.Because(
                    $"The quote '{quoteId}' was committed for order '{row.OrderId}'.");
            var now = state.Now(context.Shop, context.Time);
            if (row.IsReleased) return row.At(now);
            var releasedAt = command.Body.ReleasedAt ?? now;
            var heard = state.ResolveEventTime(context.Shop, context.Time, releasedAt, "#/releasedAt");
            var batch = transaction.Batch();
            batch.Membership.ReleaseQuote(transaction.ShopId, row.Key, releasedAt);
            if (heard.MovesClock) batch.MoveClock(transaction.ShopId, heard.RecordedAt);
            await batch.Commit(transaction.Cancel);
            return (row with { Status = "released" }).At(now);
        }
    }
}
