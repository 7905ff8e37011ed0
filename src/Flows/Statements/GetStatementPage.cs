using SocialCommerce.Commissions.Settlements;
using SocialCommerce.Commissions.Statements;
using SocialCommerce.Flows.Context;
using SocialCommerce.Payouts.Payees;

namespace SocialCommerce.Flows.Statements;

/// <summary>
/// Renders a statement as a page to read and print, with the payee's legal name where one is recorded and a preview of
/// tax and payout as of now. The page is made from the statement's bytes, which contain neither.
/// </summary>
internal static class GetStatementPage
{
    // The page brings its own style and nothing else; no script would run if one got into it.
    private const string Policy = $"{ResponseHeadersMiddleware.Policy}; style-src 'unsafe-inline'";

    /// <summary>Which statement.</summary>
    public sealed record Query(string StatementId) : IRequest<string>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/statements/{statementId}/page", async (
                string statementId, HttpContext context, IMediator mediator, CancellationToken cancel) =>
            {
                var page = await mediator.Send(new Query(statementId), cancel);
                context.Response.Headers.ContentSecurityPolicy = Policy;
                return Results.Text(page, MediaTypes.Html, System.Text.Encoding.UTF8);
            })
            .Describe(
                "getStatementPage", "Settlement", "Get a statement as an HTML page",
                "Returns a statement as an HTML page to read and print, with the payee's legal name where it is known, "
                    + "and a preview of tax and payout as if it were paid now. The statement's own bytes contain "
                    + "neither and do not change.")
            .Scope(Scopes.PayoutsRead).Produces<string>(StatusCodes.Status200OK, MediaTypes.Html)
            .Problems(
                SettlementProblems.StatementNotFound, CommonProblems.SealedValueUnreadable);

    internal sealed class Handler(IMediator mediator, FlowContext context, PayeeNames names)
        : IRequestHandler<Query, string>
    {
        public async Task<string> Handle(Query query, CancellationToken cancel)
        {
            var body = await mediator.Send(new GetStatement.Query(query.StatementId), cancel);
            var preview = await mediator.Send(new PreviewStatementPayout.Query(query.StatementId), cancel);
            return StatementPage.Of(new ShownStatement(
                Json.Read<Statement>(body.Text), body.Hash, preview.Payout,
                await Payee(query.StatementId, cancel), context.Shop.TimeZone));
        }

        private Task<string?> Payee(string statementId, CancellationToken cancel) =>
            context.Db.ReadSnapshot(context.Shop.Id, async transaction =>
            {
                var reads = transaction.Batch();
                var found = reads.Commissions.StatementTotal(transaction.ShopId, statementId);
                await reads.Run(cancel);
                return found.First is { } statement ? await names.Of(transaction, statement.CustomerKey) : null;
            }, cancel);
    }
}
