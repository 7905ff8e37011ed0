using MediatR;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// A statement as a page to read and to print, with what it would come to after tax if it were paid out now. The page
/// is made from the statement's bytes, which say nothing of tax.
/// </summary>
public static class ShowStatementPage
{
    // The page brings its own style and nothing else; no script would run if one got into it.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'";

    /// <summary>Which statement.</summary>
    public sealed record Query(string StatementId) : IRequest<string>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/statements/{statementId}/page", async (
                string statementId, HttpContext context, IMediator mediator, CancellationToken cancel) =>
            {
                var page = await mediator.Send(new Query(statementId), cancel);
                context.Response.Headers.ContentSecurityPolicy = Policy;
                context.Response.Headers.XContentTypeOptions = "nosniff";
                return Results.Text(page, MediaTypes.Html, System.Text.Encoding.UTF8);
            })
            .Describe("getStatementPage", "Settlement", "Read a statement as a page")
            .Scope(Scopes.PayoutsRead).Produces<string>(StatusCodes.Status200OK, MediaTypes.Html).Refuses(404);

    internal sealed class Handler(IMediator mediator, Desk desk) : IRequestHandler<Query, string>
    {
        public async Task<string> Handle(Query query, CancellationToken cancel)
        {
            var body = await mediator.Send(new ShowSettlements.StatementQuery(query.StatementId), cancel);
            var preview = await mediator.Send(new PreviewStatementPayout.Query(query.StatementId), cancel);
            return StatementPage.Of(
                Json.Read<Commissions.Statement>(body.Text), body.Hash, preview.Payout, desk.Shop.TimeZone);
        }
    }
}
