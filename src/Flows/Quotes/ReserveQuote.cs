using SocialCommerce.Flows.Context;
using SocialCommerce.Membership.Quotes;

namespace SocialCommerce.Flows.Quotes;

/// <summary>Keeps what a quote uses for its order: coupons, and uses of privileges with limits.</summary>
internal static class ReserveQuote
{
    /// <summary>For how long.</summary>
    /// <param name="ValidMinutes" example="30">As long as the quote if absent.</param>
    public sealed record Body(int? ValidMinutes = null);

    /// <summary>The quote.</summary>
    public sealed record Command(string QuoteId, Body Body) : IRequest<Quote>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/quotes/{quoteId}/reserve", (
                string quoteId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(quoteId, body), cancel))
            .Describe(
                "reserveQuote", "Quotes", "Reserve a quote",
                "Keeps the coupons and the limited privileges of a quote for its order, for the minutes of the quote "
                    + "from now on, so that no other quote uses them. The cart is priced again: where it costs "
                    + "something else by now, the reservation is refused with 409 and the quote stands as it is. "
                    + "Reserving it again prolongs the reservation. Reserve stored value by itself.")
            .Example("""{"validMinutes": 30}""")
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends()
            .Problems(
                QuoteProblems.QuoteNotFound, QuoteProblems.QuoteConflict, QuoteProblems.QuoteOutdated,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.ValidMinutes).Between(1, QuoteContent.MaxMinutes);
    }

    internal sealed class Handler(FlowContext context, ShopSettings settings) : IRequestHandler<Command, Quote>
    {
        public Task<Quote> Handle(Command command, CancellationToken cancel) =>
            context.Db.Write(context.Shop.Id, transaction => Reserve(transaction, command), cancel);

        private async Task<Quote> Reserve(ShopTransaction transaction, Command command)
        {
            var (shop, quoteId) = (context.Shop.Id, command.QuoteId);
            var (row, state) = await QuoteLock.Take(transaction, quoteId);
            if (row.IsCommitted || row.IsReleased)
                throw QuoteProblems.QuoteConflict.Because($"The quote '{quoteId}' was {row.Status}.");
            var now = state.Now(context.Shop, context.Time);
            var cart = row.Cart;
            var reads = transaction.Batch();
            var making = new QuoteMaking(
                reads, context.Shop, await settings.Members(transaction, state), cart, now);
            await reads.Run(transaction.Cancel);
            var priced = making.ToQuote();
            var quoted = row.At(now);
            if (!priced.Costs(quoted))
                throw QuoteProblems.QuoteOutdated.Because(
                    $"It was {quoted.Total.ForPeople()}, and is {priced.Total.ForPeople()} by now.");
            var until = now.AddMinutes(command.Body.ValidMinutes ?? cart.ValidMinutes);
            var batch = transaction.Batch();
            batch.Membership.ReserveQuote(shop, row.Key, until);
            await batch.Commit(transaction.Cancel);
            return (row with { Status = "reserved", ExpiresAt = until }).At(now);
        }
    }
}
