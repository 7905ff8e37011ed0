using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Membership.Quotes;

namespace SocialCommerce.Flows.Quotes;

/// <summary>Gets a quote, and where its order differs from it.</summary>
internal static class GetQuote
{
    /// <summary>The quote.</summary>
    public sealed record Query(string QuoteId) : IRequest<Quote>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/quotes/{quoteId}", (string quoteId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(quoteId), cancel))
            .Describe(
                "getQuote", "Quotes", "Get a quote",
                "Returns a quote as it was made, with its status at the shop's time. Where it was committed and its "
                    + "order has been reported, `differences` compares the two, whichever was first: customer, "
                    + "products, quantities, what was due for each line, and shipping. An order that was placed as "
                    + "quoted has none.")
            .Scope(Scopes.MembershipRead).Problems(QuoteProblems.QuoteNotFound);

    internal sealed class Handler(FlowContext context) : IRequestHandler<Query, Quote>
    {
        public Task<Quote> Handle(Query query, CancellationToken cancel) =>
            context.Db.ReadSnapshot(context.Shop.Id, transaction => Read(transaction, query.QuoteId), cancel);

        private async Task<Quote> Read(ShopTransaction transaction, string quoteId)
        {
            var reads = transaction.Batch();
            var found = reads.Membership.Quote(transaction.ShopId, quoteId);
            var state = reads.ShopState(transaction.ShopId);
            await reads.Run(transaction.Cancel);
            var row = found.First ?? throw QuoteProblems.QuoteNotFound.For(quoteId);
            var quote = row.At(state.First!.Now(context.Shop, context.Time));
            if (row.OrderId is null) return quote;
            var finding = transaction.Batch();
            var key = finding.Ladder.FindOrder(transaction.ShopId, row.OrderId);
            await finding.Run(transaction.Cancel);
            if (key.First is not { } orderKey) return quote;
            var reading = transaction.Batch();
            var (header, lines) = reading.Ladder.Order(transaction.ShopId, orderKey);
            await reading.Run(transaction.Cancel);
            var order = OrderContents.Content(header.First!, lines.List, context.Shop.Currency);
            return quote with { Differences = QuoteComparison.Of(quote, row.Cart, order) };
        }
    }
}
